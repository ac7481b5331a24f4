/**
 * The SQL of Query Blob Contents. Start at {@link SelectParser}: it parses a statement into a {@link Select}, whose
 * expressions are records that evaluate themselves against a {@link Row}. A statement that is wrong is refused before
 * the response begins; a record that does not match it is a {@link QueryFailure}. Nothing here knows how records are
 * formatted in a blob.
 */
@NullMarked
package dev.nephelite.blob.query.sql;

import org.jspecify.annotations.NullMarked;
