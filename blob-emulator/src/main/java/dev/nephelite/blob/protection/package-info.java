/**
 * Operations that keep a blob from being changed or deleted: immutability policies and legal holds.
 *
 * <p>Start reading at {@link SetBlobImmutabilityPolicy}. Azure wants the container to be made for it; here every container
 * is.
 */
@NullMarked
package dev.nephelite.blob.protection;

import org.jspecify.annotations.NullMarked;
