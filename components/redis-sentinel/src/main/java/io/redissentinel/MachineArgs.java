package io.redissentinel;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.resources.ResourceArgs;
import io.redissentinel.topology.Problems;
import java.util.Optional;

/**
 * What kind of machine each node is: its image, its type and its disks. Every input has a default;
 * the {@link Builder} says which, and what a change does to a running cluster.
 */
public final class MachineArgs extends ResourceArgs {
  /** What EBS allows for gp3, in GiB. */
  private static final int LARGEST_VOLUME_GIB = 16_384;

  @Import(name = "architecture")
  private final Architecture architecture;

  @Import(name = "instanceType")
  private final String instanceType;

  @Import(name = "imageId")
  private final Optional<Output<String>> imageId;

  @Import(name = "volumeSizeGiB")
  private final Integer volumeSizeGiB;

  @Import(name = "protectData")
  private final Boolean protectData;

  @Import(name = "kmsKeyId")
  private final Optional<Output<String>> kmsKeyId;

  private MachineArgs(Builder builder) {
    this.architecture = builder.architecture;
    this.instanceType =
        builder.instanceType == null
            ? builder.architecture.smallInstanceType()
            : builder.instanceType;
    this.imageId = Optional.ofNullable(builder.imageId);
    this.volumeSizeGiB = builder.volumeSizeGiB;
    this.protectData = builder.protectData;
    this.kmsKeyId = Optional.ofNullable(builder.kmsKeyId);
  }

  /** A builder with every default in place. */
  public static Builder builder() {
    return new Builder();
  }

  /** See {@link Builder#architecture}. */
  public Architecture architecture() {
    return architecture;
  }

  /** See {@link Builder#instanceType}. */
  public String instanceType() {
    return instanceType;
  }

  /** See {@link Builder#imageId(Output)}. */
  public Optional<Output<String>> imageId() {
    return imageId;
  }

  /** See {@link Builder#volumeSizeGiB}. */
  public int volumeSizeGiB() {
    return volumeSizeGiB;
  }

  /** See {@link Builder#protectData}. */
  public boolean protectData() {
    return protectData;
  }

  /** See {@link Builder#kmsKeyId(Output)}. */
  public Optional<Output<String>> kmsKeyId() {
    return kmsKeyId;
  }

  void check(String path, Problems problems) {
    if (!instanceType.matches("[a-z][a-z0-9-]*\\.[a-z0-9-]+")) {
      problems.add(
          path + ".instanceType", "be an EC2 instance type", instanceType, "for example m6i.large");
    }
    problems.requireRange(
        path + ".volumeSizeGiB",
        volumeSizeGiB,
        1,
        LARGEST_VOLUME_GIB,
        "this is the range of gp3 volumes");
  }

  /**
   * Builds {@link MachineArgs}. What it is given is checked by {@link RedisSentinelArgs.Builder}.
   */
  public static final class Builder {
    private Architecture architecture = Architecture.AMD64;
    private String instanceType;
    private Output<String> imageId;
    private int volumeSizeGiB = 20;
    private boolean protectData = true;
    private Output<String> kmsKeyId;

    private Builder() {}

    /** The architecture of the image that is looked up. Default {@link Architecture#AMD64}. */
    public Builder architecture(Architecture architecture) {
      this.architecture = architecture;
      return this;
    }

    /**
     * The EC2 instance type. Default {@code t3.small}, or {@code t4g.small} on arm64: enough to
     * compile Redis on and to try things; a data set needs about twice its own size.
     *
     * <p>A change is held back and listed in {@code pending}.
     */
    public Builder instanceType(String instanceType) {
      this.instanceType = instanceType;
      return this;
    }

    /**
     * The machine image, {@code ami-...}, an Ubuntu 18.04 or something near to it. Default:
     * Canonical's current one, by its public SSM parameter.
     *
     * <p>Another image, be it given or newly published by Canonical, is held back and listed in
     * {@code pending}.
     */
    public Builder imageId(Output<String> imageId) {
      this.imageId = imageId;
      return this;
    }

    /** {@link #imageId(Output)}. */
    public Builder imageId(String imageId) {
      return imageId(Output.of(imageId));
    }

    /**
     * The size of each node's data volume in GiB, 1 to 16384. Default 20. Room for the append-only
     * file, its rewrite and a snapshot: at least three times the data set.
     *
     * <p>A volume can grow while it is in use (the file system then has to be grown on the node);
     * AWS refuses to shrink one.
     */
    public Builder volumeSizeGiB(int volumeSizeGiB) {
      this.volumeSizeGiB = volumeSizeGiB;
      return this;
    }

    /**
     * Whether the data volumes are protected: Pulumi then refuses to delete or replace them, and
     * where it no longer manages them it leaves them in place. Default true. Before a destroy, set
     * it to false and run {@code pulumi up} once.
     */
    public Builder protectData(boolean protectData) {
      this.protectData = protectData;
      return this;
    }

    /**
     * The KMS key, as an ARN, that root and data volumes are encrypted with. Default: the account's
     * default key for EBS. Running nodes keep the key that they have.
     */
    public Builder kmsKeyId(Output<String> kmsKeyId) {
      this.kmsKeyId = kmsKeyId;
      return this;
    }

    /** {@link #kmsKeyId(Output)}. */
    public Builder kmsKeyId(String kmsKeyId) {
      return kmsKeyId(Output.of(kmsKeyId));
    }

    /** The arguments. Checks nothing. */
    public MachineArgs build() {
      return new MachineArgs(this);
    }
  }
}
