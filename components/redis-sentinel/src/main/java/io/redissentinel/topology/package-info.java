/**
 * Where the nodes of a cluster go: their keys, how many make a majority, which subnet and address
 * each gets, and every rule that such a plan has to keep.
 *
 * <p>Pure functions over plain values. Nothing here knows Pulumi, AWS's API, a file or a clock;
 * everything can be tested with a table.
 */
package io.redissentinel.topology;
