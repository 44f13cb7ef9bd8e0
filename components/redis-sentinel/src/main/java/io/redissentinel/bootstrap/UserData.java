package io.redissentinel.bootstrap;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * The user data of one node: a cloud-config document, compressed, since EC2 takes 16,384 bytes and
 * cloud-init unpacks gzip by itself.
 */
public final class UserData {
  /** What EC2 takes, in bytes, before base64. */
  public static final int LIMIT_BYTES = 16_384;

  private final String text;
  private final byte[] gzipped;

  private UserData(String text, byte[] gzipped) {
    this.text = text;
    this.gzipped = gzipped;
  }

  /**
   * Renders the user data of a node. A pure function.
   *
   * @param cluster the cluster as all nodes see it
   * @param nodeKey which node
   * @throws UserDataTooLarge if it does not fit into {@link #LIMIT_BYTES}
   * @throws IllegalArgumentException if the cluster has no such node
   */
  public static UserData render(ClusterSpec cluster, String nodeKey) {
    String text = CloudConfig.of(NodeFiles.of(cluster, cluster.node(nodeKey)));
    byte[] gzipped = gzip(text);
    if (gzipped.length > LIMIT_BYTES) {
      throw new UserDataTooLarge(nodeKey, gzipped.length, LIMIT_BYTES);
    }
    return new UserData(text, gzipped);
  }

  /** The cloud-config document, for people and tests. */
  public String text() {
    return text;
  }

  /** What an instance is given: the document, compressed with gzip. */
  public byte[] gzipped() {
    return gzipped.clone();
  }

  /**
   * Names the node's rendered configuration: the first 16 hexadecimal digits of the document's
   * SHA-256. An instance carries the one that it was launched with as a tag; another one means that
   * something waits to be rolled out.
   */
  public String fingerprint() {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static byte[] gzip(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new BestCompression(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static final class BestCompression extends GZIPOutputStream {
    BestCompression(ByteArrayOutputStream out) throws IOException {
      super(out);
      def.setLevel(Deflater.BEST_COMPRESSION);
    }
  }
}
