package io.redissentinel.sentinelctl;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.stream.Stream;

/** Who may know whom. */
@AnalyzeClasses(
    packages = "io.redissentinel.sentinelctl",
    importOptions = ImportOption.DoNotIncludeTests.class)
class LayersTest {
  /** What a command does: each by itself, and none knows another. */
  private static final List<String> WORK =
      List.of("backup", "config", "drill", "elasticache", "harden", "load", "roll", "rotate");

  @ArchTest static final ArchRule LAYERS = layers();

  private static ArchRule layers() {
    var layers = layeredArchitecture().consideringOnlyDependenciesInLayers();
    for (String layer : with(WORK, "cli", "handover", "verify", "cluster", "aws", "ssh", "stack")) {
      layers = layers.layer(layer).definedBy("io.redissentinel.sentinelctl.%s..".formatted(layer));
    }
    for (String work : WORK) {
      layers = layers.whereLayer(work).mayOnlyBeAccessedByLayers("cli");
    }
    return layers
        .whereLayer("cli")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("handover")
        .mayOnlyBeAccessedByLayers(with(WORK, "cli"))
        .whereLayer("verify")
        .mayOnlyBeAccessedByLayers("cli", "config")
        .whereLayer("cluster")
        .mayOnlyBeAccessedByLayers(with(WORK, "cli", "verify", "handover"))
        .whereLayer("aws")
        .mayOnlyBeAccessedByLayers("cli", "verify", "rotate")
        .whereLayer("ssh")
        .mayOnlyBeAccessedByLayers(with(WORK, "cli", "cluster", "aws", "handover"));
  }

  private static String[] with(List<String> some, String... more) {
    return Stream.concat(some.stream(), Stream.of(more)).toArray(String[]::new);
  }

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
