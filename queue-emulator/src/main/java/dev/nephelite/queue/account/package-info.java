/**
 * Operations on the Queue service of an account, one class each, named as in the REST reference. Start at
 * {@link ListQueues}.
 */
@NullMarked
package dev.nephelite.queue.account;

import org.jspecify.annotations.NullMarked;
