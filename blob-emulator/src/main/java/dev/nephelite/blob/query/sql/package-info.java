/**
 * The SQL of Query Blob Contents. Start at {@link SelectParser}: it parses a statement into a {@link Select}, whose
 * {@link Expression}s evaluate themselves against a {@link Expression.Row}. An invalid statement is refused before the response begins
 * ({@link RefusedQuery}); a record that it cannot be applied to is a {@link QueryFailure}. This package does not depend on
 * the format of the records.
 */
@NullMarked
package dev.nephelite.blob.query.sql;

import org.jspecify.annotations.NullMarked;
