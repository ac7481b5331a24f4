/**
 * JSON documents as texts, written the way the .NET side of the cloud writes them, because that is what clients and
 * queue readers get to see. What a document means is the business of whoever parses it.
 */
@NullMarked
package dev.nephelite.function.json;

import org.jspecify.annotations.NullMarked;
