/**
 * The SQL of Query Blob Contents: from the text of a statement to what it makes of one record.
 *
 * <p>{@link dev.nephelite.blob.query.sql.SelectParser} turns the text into a {@link
 * dev.nephelite.blob.query.sql.Select}, whose expressions are records that evaluate themselves against a {@link
 * dev.nephelite.blob.query.sql.Row}. A statement that is wrong is refused before anything is answered; a record that
 * does not fit it is a {@link dev.nephelite.blob.query.sql.QueryFailure}. Nothing here knows how records are written in
 * a blob.
 *
 * <p>Start reading at {@code SelectParser}.
 */
@NullMarked
package dev.nephelite.blob.query.sql;

import org.jspecify.annotations.NullMarked;
