package io.redissentinel;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.pulumi.resources.ComponentResource;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/**
 * The layers point one way: topology and bootstrap, which are pure, and the component over both.
 */
@AnalyzeClasses(packages = "io.redissentinel", importOptions = DoNotIncludeTests.class)
class LayersTest {
  private static final String TOPOLOGY = "io.redissentinel.topology..";
  private static final String BOOTSTRAP = "io.redissentinel.bootstrap..";

  @ArchTest
  static final ArchRule TOPOLOGY_IS_PLAIN_JAVA =
      classes()
          .that()
          .resideInAPackage(TOPOLOGY)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(TOPOLOGY, "java.lang..", "java.util..");

  @ArchTest
  static final ArchRule BOOTSTRAP_KNOWS_NO_PULUMI_AND_NO_OTHER_LAYER =
      noClasses()
          .that()
          .resideInAPackage(BOOTSTRAP)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("com.pulumi..", TOPOLOGY, "io.redissentinel");

  @ArchTest
  static final ArchRule PURE_LAYERS_READ_NO_FILE_NETWORK_CLOCK_OR_ENVIRONMENT =
      noClasses()
          .that()
          .resideInAnyPackage(TOPOLOGY, BOOTSTRAP)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.nio.file..", "java.net..", "java.time..")
          .orShould()
          .callMethod(System.class, "getenv")
          .orShould()
          .callMethod(System.class, "getenv", String.class)
          .orShould()
          .callMethod(System.class, "getProperty", String.class)
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime");

  @ArchTest
  static final ArchRule CHILD_COMPONENTS_ARE_NOT_FOR_OTHERS =
      classes()
          .that()
          .areAssignableTo(ComponentResource.class)
          .and()
          .doNotHaveSimpleName("RedisSentinel")
          .and()
          .doNotHaveSimpleName("SnapshotBucket")
          .should()
          .bePackagePrivate();

  @ArchTest
  static final ArchRule NOTHING_USES_WHAT_PULUMI_CALLS_INTERNAL =
      noClasses().should().dependOnClassesThat().resideInAnyPackage("com.pulumi..internal..");
}
