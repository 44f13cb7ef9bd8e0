/** The resource types of Data Lifecycle Manager: recorded here only, for nobody takes snapshots. */
package io.redissentinel.lab.cloud.dlm;
