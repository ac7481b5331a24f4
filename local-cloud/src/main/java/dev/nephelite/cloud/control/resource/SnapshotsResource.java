package dev.nephelite.cloud.control.resource;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nephelite.cloud.control.protocol.ControlError;
import dev.nephelite.cloud.control.protocol.JsonRequest;
import dev.nephelite.cloud.control.protocol.JsonResponse;
import dev.nephelite.cloud.snapshot.SnapshotExistsException;
import dev.nephelite.cloud.snapshot.UnknownSnapshotException;
import dev.nephelite.emulator.http.HttpRequest;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.store.snapshot.SavedSnapshot;
import dev.nephelite.emulator.value.PercentEncoding;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Named states of everything that is stored. */
public record SnapshotsResource(ControlledCloud cloud) {
    private static final String REPLACE = "replace";
    private static final String EXAMPLE = "{\"replace\": true}";

    /** Answers with all snapshots, in the order in which they were saved. */
    public Response list(HttpRequest request) {
        return JsonResponse.of(
                200,
                cloud.snapshots().list().stream().map(SnapshotsResource::json).toList());
    }

    /** Saves the current state under {@code name}. The body may say to replace a snapshot of this name. */
    public Response save(HttpRequest request, String name) throws IOException {
        JsonNode options = JsonRequest.object(request, EXAMPLE, Set.of(REPLACE));
        JsonNode replace = options.path(REPLACE);
        if (!replace.isMissingNode() && !replace.isBoolean()) {
            throw JsonRequest.refusal(EXAMPLE);
        }
        try {
            return changed(name, replace.asBoolean() ? cloud.snapshots()::saveOrReplace : cloud.snapshots()::save);
        } catch (SnapshotExistsException exists) {
            throw ControlError.SNAPSHOT_EXISTS.exception(exists.getMessage() + " To replace it, send " + EXAMPLE + ".");
        }
    }

    /** Makes the state of a snapshot the current one. */
    public Response load(String name) {
        return changed(name, cloud.snapshots()::load);
    }

    /** Deletes a snapshot. */
    public Response delete(String name) {
        return changed(name, cloud.snapshots()::delete);
    }

    private static Map<String, String> json(SavedSnapshot saved) {
        Map<String, String> members = new LinkedHashMap<>();
        members.put("name", saved.name());
        members.put("savedAt", saved.savedAt().toString());
        return members;
    }

    private static Response changed(String name, Consumer<String> change) {
        try {
            change.accept(PercentEncoding.decode(name));
        } catch (IllegalArgumentException invalid) {
            throw ControlError.INVALID_PARAMETER.exception(String.valueOf(invalid.getMessage()));
        } catch (UnknownSnapshotException unknown) {
            throw ControlError.NOT_FOUND.exception(
                    unknown.getMessage() + " GET /v1/snapshots lists those that there are.");
        }
        return Response.of(204);
    }
}
