package io.redissentinel.topology;

/**
 * A subnet that nodes can be placed in.
 *
 * @param id {@code subnet-...}
 * @param vpcId the VPC it belongs to
 * @param zone its availability zone, such as {@code eu-central-1a}
 * @param cidr its IPv4 block
 */
public record Subnet(String id, String vpcId, String zone, Cidr cidr) {}
