/**
 * JSON in the format that .NET writes, because clients and queue readers of the cloud see that format. Start at
 * {@link DotNetJson}.
 */
@NullMarked
package dev.nephelite.function.json;

import org.jspecify.annotations.NullMarked;
