/** The resource types of Systems Manager. Values are not recorded, they are at moto only. */
package io.redissentinel.lab.cloud.ssm;
