package io.redissentinel;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.resources.ResourceArgs;
import io.redissentinel.topology.Problems;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What kind of machine each node is: its image, its type and its disks. Every input has a default;
 * the {@link Builder} says which, and what a change does to a running cluster.
 */
public final class MachineArgs extends ResourceArgs {
  /** What EBS allows for gp3, in GiB. */
  private static final int LARGEST_VOLUME_GIB = 16_384;

  private static final Pattern INSTANCE_TYPE = Pattern.compile("[a-z][a-z0-9-]*\\.[a-z0-9-]+");
  private static final Pattern IMAGE_ID = Pattern.compile("ami-[A-Za-z0-9-]+");
  private static final Pattern ENDPOINT =
      Pattern.compile("https?://[A-Za-z0-9][A-Za-z0-9.-]{0,252}(:(80|443))?");

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

  @Import(name = "awsEndpointUrl")
  private final Optional<String> awsEndpointUrl;

  /** What was given as plain values, and so can be checked up front. */
  private final Optional<String> plainImageId;

  private final Optional<String> plainKmsKeyId;

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
    this.awsEndpointUrl = Optional.ofNullable(builder.awsEndpointUrl);
    this.plainImageId = Optional.ofNullable(builder.plainImageId);
    this.plainKmsKeyId = Optional.ofNullable(builder.plainKmsKeyId);
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

  /** See {@link Builder#awsEndpointUrl}. */
  public Optional<String> awsEndpointUrl() {
    return awsEndpointUrl;
  }

  void check(String path, Problems problems) {
    checkForms(path, problems);
    problems.requireForm(
        path + ".instanceType",
        instanceType,
        INSTANCE_TYPE,
        "be an EC2 instance type",
        "for example m6i.large");
    problems.requireRange(
        path + ".volumeSizeGiB",
        volumeSizeGiB,
        1,
        LARGEST_VOLUME_GIB,
        "this is the range of gp3 volumes");
  }

  private void checkForms(String path, Problems problems) {
    plainImageId.ifPresent(
        id ->
            problems.requireForm(
                path + ".imageId", id, IMAGE_ID, "be the id of an image", "as ami-0123abcd"));
    plainKmsKeyId.ifPresent(arn -> KmsKeys.check(path + ".kmsKeyId", arn, problems));
    awsEndpointUrl.ifPresent(
        url ->
            problems.requireForm(
                path + ".awsEndpointUrl",
                url,
                ENDPOINT,
                "be http:// or https:// and a host, with no port but 80 or 443 (the nodes reach no"
                    + " other)",
                "as https://vpce-1234.secretsmanager.eu-west-1.vpce.amazonaws.com"));
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
    private String awsEndpointUrl;
    private String plainImageId;
    private String plainKmsKeyId;

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
      this.plainImageId = null;
      return this;
    }

    /** {@link #imageId(Output)}. */
    public Builder imageId(String imageId) {
      this.imageId = Output.of(imageId);
      this.plainImageId = imageId;
      return this;
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
     * where it no longer manages them it leaves them in place. The password is protected along with
     * them; once deleted, Secrets Manager can bring it back for 7 days. Default true. Before a
     * destroy, set it to false and run {@code pulumi up} once.
     */
    public Builder protectData(boolean protectData) {
      this.protectData = protectData;
      return this;
    }

    /**
     * The KMS key, as an ARN, that root and data volumes and the stored password are encrypted
     * with; the nodes' role may then decrypt with it. Default: AWS's own keys for EBS and for the
     * password's store. Running nodes' volumes keep the key that they have.
     */
    public Builder kmsKeyId(Output<String> kmsKeyId) {
      this.kmsKeyId = kmsKeyId;
      this.plainKmsKeyId = null;
      return this;
    }

    /** {@link #kmsKeyId(Output)}. */
    public Builder kmsKeyId(String kmsKeyId) {
      this.kmsKeyId = Output.of(kmsKeyId);
      this.plainKmsKeyId = kmsKeyId;
      return this;
    }

    /**
     * Where the nodes reach AWS's APIs, such as {@code http://10.0.0.9}: an endpoint in one's own
     * VPC that no private DNS name leads to. Default: AWS's own endpoints of the region. A change
     * is held back and listed in {@code pending}.
     */
    public Builder awsEndpointUrl(String awsEndpointUrl) {
      this.awsEndpointUrl = awsEndpointUrl;
      return this;
    }

    /** The arguments. Checks nothing. */
    public MachineArgs build() {
      return new MachineArgs(this);
    }
  }
}
