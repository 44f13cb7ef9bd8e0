package io.redissentinel.sentinelctl.roll;

import io.redissentinel.sentinelctl.cluster.ClusterLook;
import io.redissentinel.sentinelctl.handover.Handover;
import io.redissentinel.sentinelctl.handover.HandoverResult;
import io.redissentinel.sentinelctl.ssh.Shells;
import io.redissentinel.sentinelctl.stack.NodeRef;
import io.redissentinel.sentinelctl.stack.Outputs;
import io.redissentinel.sentinelctl.stack.Preview;
import io.redissentinel.sentinelctl.stack.Stack;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

/** The steps, by Pulumi and over SSH. */
public final class RollWork implements RollSteps {
  private final Stack stack;
  private final Shells shells;
  private final Duration timeout;
  private final Consumer<String> progress;
  private final String rollout;
  private Outputs outputs;

  /**
   * Makes the steps.
   *
   * @param outputs what the stack exports before the first update
   * @param timeout how long a node may take to answer
   * @param progress what people are told
   */
  public RollWork(
      Stack stack, Outputs outputs, Shells shells, Duration timeout, Consumer<String> progress) {
    this.stack = stack;
    this.outputs = outputs;
    this.shells = shells;
    this.timeout = timeout;
    this.progress = progress;
    this.rollout = stack.project() + ":rollout";
  }

  @Override
  public ClusterLook look() {
    return ClusterLook.at(outputs, shells, timeout);
  }

  @Override
  public Preview preview(NodeRef node) {
    return Preview.parse(stack.previewJson(inRollout(node)));
  }

  @Override
  public void up(NodeRef node) {
    stack.up(inRollout(node));
    outputs = stack.outputs();
  }

  /**
   * Pulumi keeps what an update or a preview was given in the stack's file. One at a time: at
   * Ctrl-C this is called by two threads.
   */
  @Override
  public synchronized void clearRollout() {
    stack.removeConfig(rollout);
  }

  @Override
  public HandoverResult handOver(NodeRef to) {
    return new Handover(shells).to(to);
  }

  @Override
  public void say(String text) {
    progress.accept(text);
  }

  private Map<String, String> inRollout(NodeRef node) {
    return Map.of(rollout + "[0]", node.key());
  }
}
