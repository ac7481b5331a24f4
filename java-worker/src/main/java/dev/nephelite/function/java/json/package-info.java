/**
 * Converts JSON for the classes of one app with Gson, as in the cloud, and with the app's own Gson if it has one. Start
 * at {@link AppJson}. An app's Gson is a different library from ours, even in the same version, so {@link AppJson}
 * loads {@link GsonLibrary} once more for each app, next to the Gson that the app sees. It may use nothing newer than
 * Gson 2.3, and no class of ours except {@link AppJson.JsonLibrary}.
 */
@NullMarked
package dev.nephelite.function.java.json;

import org.jspecify.annotations.NullMarked;
