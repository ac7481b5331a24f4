package dev.nephelite.blob.blob;

import dev.nephelite.blob.model.Blob;
import dev.nephelite.emulator.error.CommonError;
import dev.nephelite.emulator.http.Headers;
import dev.nephelite.emulator.value.HttpDate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Conditions on when the tier of a blob was changed last; one that never was has its tier since it was made. */
record TierConditions(
        @Nullable Instant ifModifiedSince, @Nullable Instant ifUnmodifiedSince) {
    static TierConditions from(Headers headers) {
        return new TierConditions(
                headers.get("x-ms-access-tier-if-modified-since", HttpDate::parse),
                headers.get("x-ms-access-tier-if-unmodified-since", HttpDate::parse));
    }

    /** Refuses a blob that does not meet them. */
    void require(Blob blob) {
        @Nullable Instant changedAt = blob.tiering().changedAt();
        Instant moment = (changedAt == null ? blob.createdAt() : changedAt).truncatedTo(ChronoUnit.SECONDS);
        boolean tooEarly = ifModifiedSince != null && !moment.isAfter(ifModifiedSince);
        boolean tooLate = ifUnmodifiedSince != null && moment.isAfter(ifUnmodifiedSince);
        if (tooEarly || tooLate) {
            throw CommonError.CONDITION_NOT_MET.exception();
        }
    }
}
