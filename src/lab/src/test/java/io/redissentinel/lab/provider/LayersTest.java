package io.redissentinel.lab.provider;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The cloud stands alone; the provider knows the cloud and nothing below it. */
@AnalyzeClasses(
    packages = "io.redissentinel.lab",
    importOptions = ImportOption.DoNotIncludeTests.class)
class LayersTest {
  @ArchTest
  static final ArchRule THE_CLOUD_IS_A_MODEL =
      noClasses()
          .that()
          .resideInAPackage("io.redissentinel.lab.cloud..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.redissentinel.lab.provider..",
              "io.redissentinel.lab.host..",
              "io.redissentinel.lab.services..",
              "io.redissentinel.lab.cli..",
              "io.grpc..",
              "com.google.protobuf..",
              "com.pulumi..",
              "pulumirpc..")
          .orShould()
          .dependOnClassesThat()
          .belongToAnyOf(Process.class, ProcessBuilder.class);

  @ArchTest
  static final ArchRule THE_PROVIDER_KNOWS_THE_CLOUD_ONLY =
      noClasses()
          .that()
          .resideInAPackage("io.redissentinel.lab.provider..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.redissentinel.lab.host..",
              "io.redissentinel.lab.services..",
              "io.redissentinel.lab.cli..");
}
