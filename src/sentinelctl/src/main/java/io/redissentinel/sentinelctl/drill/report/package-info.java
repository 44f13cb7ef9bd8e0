/**
 * A drill as one page: {@link io.redissentinel.sentinelctl.drill.report.Report} fills the template,
 * {@link io.redissentinel.sentinelctl.drill.report.TimeLine} and {@link
 * io.redissentinel.sentinelctl.drill.report.LatencyPlot} draw. All of it pure: a result goes in, a
 * text comes out.
 */
package io.redissentinel.sentinelctl.drill.report;
