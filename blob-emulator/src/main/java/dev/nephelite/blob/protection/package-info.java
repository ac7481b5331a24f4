/**
 * Immutability policies and legal holds, which prevent a blob from being changed or deleted. Start at
 * {@link SetBlobImmutabilityPolicy}. Azure supports them only in containers with version-level immutability; here they
 * work in every container.
 */
@NullMarked
package dev.nephelite.blob.protection;

import org.jspecify.annotations.NullMarked;
