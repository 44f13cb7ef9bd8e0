package baseline;

import com.pulumi.Pulumi;
import com.pulumi.aws.ec2.SecurityGroup;

/** One resource. */
public final class App {
  private App() {}

  public static void main(String[] arguments) {
    Pulumi.run(context -> context.export("id", new SecurityGroup("one").id()));
  }
}
