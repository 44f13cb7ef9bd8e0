package io.redissentinel.topology;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A block of IPv6 addresses, such as {@code 2001:db8::/32}.
 *
 * @param groups the eight numbers of 16 bits that were written before the slash
 * @param prefixLength how many leading bits the block's addresses share
 */
public record Ipv6Cidr(List<Integer> groups, int prefixLength) {
  private static final int GROUPS = 8;
  private static final int BITS = 16;
  private static final Pattern FORM = Pattern.compile("([0-9a-fA-F:]{2,39})/(0|[1-9]\\d{0,2})");
  private static final Pattern GROUP = Pattern.compile("[0-9a-fA-F]{1,4}");

  /** Takes a copy of the groups. */
  public Ipv6Cidr {
    groups = List.copyOf(groups);
  }

  /** The block that the text stands for, or nothing where it is none. */
  public static Optional<Ipv6Cidr> parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches() || Integer.parseInt(form.group(2)) > GROUPS * BITS) {
      return Optional.empty();
    }
    int prefixLength = Integer.parseInt(form.group(2));
    return groupsOf(form.group(1)).map(groups -> new Ipv6Cidr(groups, prefixLength));
  }

  private static Optional<List<Integer>> groupsOf(String address) {
    String[] halves = address.split("::", -1);
    if (halves.length > 2) {
      return Optional.empty();
    }
    List<String> groups = new ArrayList<>(split(halves[0]));
    if (halves.length == 2) {
      List<String> end = split(halves[1]);
      int left = GROUPS - groups.size() - end.size();
      // "::" stands for one group at least.
      if (left < 1) {
        return Optional.empty();
      }
      groups.addAll(Collections.nCopies(left, "0"));
      groups.addAll(end);
    }
    return groups.size() == GROUPS && groups.stream().allMatch(GROUP.asMatchPredicate())
        ? Optional.of(groups.stream().map(group -> Integer.valueOf(group, 16)).toList())
        : Optional.empty();
  }

  private static List<String> split(String half) {
    return half.isEmpty() ? List.of() : List.of(half.split(":", -1));
  }

  /** The same block, written with its first address. */
  public Ipv6Cidr canonical() {
    List<Integer> first = new ArrayList<>();
    for (int index = 0; index < GROUPS; index++) {
      int kept = Math.max(0, Math.min(BITS, prefixLength - index * BITS));
      first.add(groups.get(index) & (0xFFFF << BITS - kept) & 0xFFFF);
    }
    return new Ipv6Cidr(first, prefixLength);
  }

  /**
   * The form that AWS takes: lower case, no leading zeros, and {@code ::} for the first of the
   * longest runs of zeros (RFC 5952).
   */
  @Override
  public String toString() {
    int begin = 0;
    int length = 0;
    for (int from = 0; from < GROUPS; from++) {
      int to = from;
      while (to < GROUPS && groups.get(to) == 0) {
        to++;
      }
      if (to - from > length) {
        begin = from;
        length = to - from;
      }
    }
    String address =
        length < 2
            ? hexadecimal(groups)
            : hexadecimal(groups.subList(0, begin))
                + "::"
                + hexadecimal(groups.subList(begin + length, GROUPS));
    return address + "/" + prefixLength;
  }

  private static String hexadecimal(List<Integer> groups) {
    return groups.stream().map(Integer::toHexString).collect(Collectors.joining(":"));
  }
}
