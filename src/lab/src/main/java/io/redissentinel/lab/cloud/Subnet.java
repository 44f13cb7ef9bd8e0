package io.redissentinel.lab.cloud;

import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** A subnet of 256 addresses, of which AWS reserves the first four and the last. */
public record Subnet(String id, String zone, String zoneId, String cidr) {
  private static final int FIRST_CHOSEN = 10;
  private static final int RESERVED_LOW = 3;
  private static final int LAST = 255;

  /** "10.77.1." of 10.77.1.0/24. */
  private String base() {
    return cidr.substring(0, cidr.lastIndexOf('.') + 1);
  }

  public int prefixLength() {
    return Integer.parseInt(cidr.substring(cidr.indexOf('/') + 1));
  }

  public String gateway() {
    return base() + "1";
  }

  /** Refuses an address that AWS would not give to an interface in this subnet. */
  public void requireUsable(String address) {
    int host = hostPart(address);
    if (host < 0) {
      throw new AwsException(
          "InvalidParameterValue",
          "Address " + address + " does not fall within the subnet's address range " + cidr);
    }
    if (host <= RESERVED_LOW || host == LAST) {
      throw new AwsException(
          "InvalidParameterValue", "Address " + address + " is in subnet's reserved address range");
    }
  }

  /** The lowest free address from .10 up. */
  public Optional<String> lowestFree(Set<String> taken) {
    return IntStream.range(FIRST_CHOSEN, LAST)
        .mapToObj(host -> base() + host)
        .filter(address -> !taken.contains(address))
        .findFirst();
  }

  private int hostPart(String address) {
    if (!address.startsWith(base())) {
      return -1;
    }
    String host = address.substring(base().length());
    return host.matches("0|[1-9][0-9]{0,2}") && Integer.parseInt(host) <= LAST
        ? Integer.parseInt(host)
        : -1;
  }
}
