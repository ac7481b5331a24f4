/**
 * Which of several hosts of one app does what only one of them may do.
 *
 * <p>Hosts that have one id and one storage account agree by leases of blobs, as in the cloud and with the same names.
 * Start reading at {@link dev.nephelite.function.lock.HostLock}: it asks for a lease again and again, renews what it has,
 * and tells its {@link dev.nephelite.function.lock.LockHolder} when it may begin and when it has to end. A host that has
 * died loses its locks because nobody renews them.
 */
@NullMarked
package dev.nephelite.function.lock;

import org.jspecify.annotations.NullMarked;
