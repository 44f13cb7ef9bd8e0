package io.redissentinel.topology;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A block of IPv4 addresses, such as {@code 10.0.0.0/16}.
 *
 * @param base the address that was written before the slash
 * @param prefixLength how many leading bits the block's addresses share
 */
public record Cidr(Ipv4 base, int prefixLength) {
  /** A subnet's first four addresses and its last one are AWS's own. */
  private static final int RESERVED_FIRST = 4;

  private static final Pattern FORM = Pattern.compile("([0-9.]+)/(0|[1-9]\\d?)");

  /** The block that the text stands for, or nothing where it is none. */
  public static Optional<Cidr> parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    int prefixLength = Integer.parseInt(form.group(2));
    return prefixLength > 32
        ? Optional.empty()
        : Ipv4.parse(form.group(1)).map(base -> new Cidr(base, prefixLength));
  }

  /** How many addresses the block has. */
  public long size() {
    return 1L << 32 - prefixLength;
  }

  /** The block's first address. */
  public Ipv4 first() {
    return new Ipv4(base.value() / size() * size());
  }

  /** The block's last address. */
  public Ipv4 last() {
    return new Ipv4(first().value() + size() - 1);
  }

  /** The same block, written with its first address: the only form that AWS takes. */
  public Cidr canonical() {
    return new Cidr(first(), prefixLength);
  }

  /** Whether the address is in the block. */
  public boolean contains(Ipv4 address) {
    return address.compareTo(first()) >= 0 && address.compareTo(last()) <= 0;
  }

  /**
   * Whether the address is one that AWS keeps for itself in a subnet with this block.
   *
   * @see <a href="https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html">Subnet CIDR
   *     blocks</a>
   */
  public boolean reserves(Ipv4 address) {
    return contains(address)
        && (address.value() < first().value() + RESERVED_FIRST || address.equals(last()));
  }

  @Override
  public String toString() {
    return base + "/" + prefixLength;
  }
}
