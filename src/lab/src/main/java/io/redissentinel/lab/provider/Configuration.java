package io.redissentinel.lab.provider;

import io.redissentinel.lab.cloud.NotModelledException;
import io.redissentinel.lab.cloud.Properties;
import io.redissentinel.lab.cloud.Region;
import java.util.Optional;
import java.util.Set;

/** The provider's own settings, of which the lab heeds the region only. */
final class Configuration {
  /** Settings that would change every resource; to pass over them in silence would mislead. */
  private static final Set<String> REFUSED =
      Set.of("defaultTags", "ignoreTags", "assumeRole", "assumeRoles", "endpoints");

  private Configuration() {}

  /** What is wrong with the settings, or nothing. */
  static Optional<String> problem(Properties settings) {
    for (String name : REFUSED) {
      if (settings.has(name)) {
        return Optional.of(NotModelledException.message("the provider's setting '" + name + "'"));
      }
    }
    if (settings.isUnknown("region")) {
      return Optional.empty();
    }
    String region = settings.text("region").orElse("");
    return region.equals(Region.NAME)
        ? Optional.empty()
        : Optional.of(
            "this is the lab, a stand-in for AWS on one machine: its only region is "
                + Region.NAME
                + (region.isEmpty() ? ", and aws:region is not set. " : ", not " + region + ". ")
                + "It can never be AWS, and nothing was sent there. Set aws:region to "
                + Region.NAME
                + " for the lab, or run pulumi without the lab's provider"
                + " (PULUMI_DEBUG_PROVIDERS) for AWS");
  }
}
