package io.redissentinel.sentinelctl;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may know whom. */
@AnalyzeClasses(
    packages = "io.redissentinel.sentinelctl",
    importOptions = ImportOption.DoNotIncludeTests.class)
class LayersTest {
  @ArchTest
  static final ArchRule LAYERS =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("cli")
          .definedBy("io.redissentinel.sentinelctl.cli..")
          .layer("roll")
          .definedBy("io.redissentinel.sentinelctl.roll..")
          .layer("harden")
          .definedBy("io.redissentinel.sentinelctl.harden..")
          .layer("backup")
          .definedBy("io.redissentinel.sentinelctl.backup..")
          .layer("config")
          .definedBy("io.redissentinel.sentinelctl.config..")
          .layer("rotate")
          .definedBy("io.redissentinel.sentinelctl.rotate..")
          .layer("handover")
          .definedBy("io.redissentinel.sentinelctl.handover..")
          .layer("drill")
          .definedBy("io.redissentinel.sentinelctl.drill..")
          .layer("verify")
          .definedBy("io.redissentinel.sentinelctl.verify..")
          .layer("cluster")
          .definedBy("io.redissentinel.sentinelctl.cluster..")
          .layer("aws")
          .definedBy("io.redissentinel.sentinelctl.aws..")
          .layer("ssh")
          .definedBy("io.redissentinel.sentinelctl.ssh..")
          .layer("stack")
          .definedBy("io.redissentinel.sentinelctl.stack..")
          .whereLayer("cli")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("roll")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("harden")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("backup")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("config")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("rotate")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("handover")
          .mayOnlyBeAccessedByLayers("cli", "roll", "harden", "config", "rotate")
          .whereLayer("drill")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("verify")
          .mayOnlyBeAccessedByLayers("cli", "config")
          .whereLayer("cluster")
          .mayOnlyBeAccessedByLayers(
              "cli", "verify", "drill", "roll", "harden", "backup", "config", "rotate", "handover")
          .whereLayer("aws")
          .mayOnlyBeAccessedByLayers("cli", "verify", "rotate")
          .whereLayer("ssh")
          .mayOnlyBeAccessedByLayers(
              "cli",
              "cluster",
              "aws",
              "drill",
              "roll",
              "harden",
              "backup",
              "config",
              "rotate",
              "handover");

  @ArchTest
  static final ArchRule THE_COMPONENT_IS_KNOWN_BY_ITS_OUTPUTS_ONLY =
      noClasses()
          .that()
          .resideInAPackage("io.redissentinel.sentinelctl..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.redissentinel",
              "io.redissentinel.topology..",
              "io.redissentinel.bootstrap..",
              "io.redissentinel.program..",
              "io.redissentinel.lab..",
              "com.pulumi..");

  @ArchTest
  static final ArchRule SSHJ_STAYS_IN_ITS_PACKAGE =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.redissentinel.sentinelctl.ssh..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("net.schmizz..");

  @ArchTest
  static final ArchRule CHECKS_ARE_PURE =
      noClasses()
          .that()
          .resideInAPackage("io.redissentinel.sentinelctl.verify..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.io..", "java.net..", "java.nio..", "software.amazon..");
}
