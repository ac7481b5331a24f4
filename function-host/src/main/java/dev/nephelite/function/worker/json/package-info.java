/**
 * Converts JSON for the classes of one app with Gson, as in the cloud, and with the app's own Gson if it has one. Start
 * at {@link AppJson}. An app's Gson is a different library from ours, even in the same version, so {@link BridgeLoader}
 * loads the classes here whose names begin with {@code Gson} once more for each app, next to the Gson that it sees.
 * They may use nothing newer than Gson 2.3, and nothing of ours but {@link JsonLibrary}.
 */
@NullMarked
package dev.nephelite.function.worker.json;

import org.jspecify.annotations.NullMarked;
