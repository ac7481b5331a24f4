/**
 * Operations on the Blob service of an account, one class each, named as in the REST reference. Start at
 * {@link ListContainers}. A change of the service properties takes effect with the next request.
 */
@NullMarked
package dev.nephelite.blob.account;

import org.jspecify.annotations.NullMarked;
