/** The operations on the Queue service of an account, one class each, named as the REST reference names them. */
@NullMarked
package dev.nephelite.queue.account;

import org.jspecify.annotations.NullMarked;
