package io.redissentinel.sentinelctl.drill;

import java.util.Set;

/**
 * What the master had, at the end, of what was written.
 *
 * @param master the address of the server that was asked
 * @param missing what was not there, acknowledged or not
 * @param deleted how many keys were there, and have been deleted
 */
public record Keys(String master, Set<Write.Id> missing, long deleted) {}
