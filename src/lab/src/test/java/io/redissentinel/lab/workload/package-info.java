/**
 * Clients that write while the tests hurt the cluster, and the judgement of what became of their
 * writes. {@link io.redissentinel.lab.workload.WorkloadMain} is a program of its own, because
 * clients stand inside the lab's network; nothing in here knows the lab.
 */
package io.redissentinel.lab.workload;
