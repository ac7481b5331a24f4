/**
 * JSON for the classes of one app, by Gson, as in the cloud: by the app's own Gson when it brings one.
 *
 * <p>Start reading at {@link dev.nephelite.function.worker.json.AppJson}. An app's Gson is another library than ours, even
 * if it is the same version, so the classes here whose names begin with {@code Gson} are loaded once more for each app,
 * next to the Gson it sees; {@link dev.nephelite.function.worker.json.BridgeLoader} does that. They may call nothing that
 * came later than Gson 2.3, nor anything of ours but {@link dev.nephelite.function.worker.json.JsonLibrary}.
 */
@NullMarked
package dev.nephelite.function.worker.json;

import org.jspecify.annotations.NullMarked;
