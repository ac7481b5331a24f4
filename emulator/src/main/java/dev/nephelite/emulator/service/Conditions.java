package dev.nephelite.emulator.service;

import static dev.nephelite.emulator.error.CommonError.CONDITION_HEADERS_NOT_SUPPORTED;
import static dev.nephelite.emulator.error.CommonError.CONDITION_NOT_MET;
import static dev.nephelite.emulator.error.CommonError.MULTIPLE_CONDITION_HEADERS_NOT_SUPPORTED;
import static dev.nephelite.emulator.error.CommonError.NOT_MODIFIED;
import static dev.nephelite.emulator.error.CommonError.UNSATISFIABLE_CONDITION;

import dev.nephelite.emulator.http.Headers;
import dev.nephelite.emulator.value.ETag;
import dev.nephelite.emulator.value.HttpDate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The condition headers of a request. Moments are compared to the second, as HTTP spells them.
 *
 * @param ifMatch empty when the header is absent
 * @param ifNoneMatch empty when the header is absent
 * @see <a href="https://learn.microsoft.com/rest/api/storageservices/specifying-conditional-headers-for-blob-service-operations">Conditional
 *     headers</a>
 */
public record Conditions(
        List<ETag> ifMatch,
        List<ETag> ifNoneMatch,
        @Nullable Instant ifModifiedSince,
        @Nullable Instant ifUnmodifiedSince) {

    /** Of a request that goes through in any case. */
    public static final Conditions NONE = new Conditions(List.of(), List.of(), null, null);

    public static Conditions from(Headers headers) {
        return from(headers, "");
    }

    /** The conditions of headers whose names begin with {@code prefix}, for a resource that is not the request's own. */
    public static Conditions from(Headers headers, String prefix) {
        return new Conditions(
                etags(headers.get(prefix + "If-Match")),
                etags(headers.get(prefix + "If-None-Match")),
                headers.get(prefix + "If-Modified-Since", HttpDate::parse),
                headers.get(prefix + "If-Unmodified-Since", HttpDate::parse));
    }

    /** The conditions of a request that writes. A combination that no write has is refused at once. */
    public static Conditions forWrite(Headers headers) {
        Conditions conditions = from(headers);
        conditions.requireOneCondition();
        return conditions;
    }

    /** The conditions of a request that writes what depends on moments only. Entity tags are refused at once. */
    public static Conditions ofDates(Headers headers) {
        Conditions conditions = forWrite(headers);
        if (!conditions.ifMatch.isEmpty() || !conditions.ifNoneMatch.isEmpty()) {
            throw CONDITION_HEADERS_NOT_SUPPORTED.exception();
        }
        return conditions;
    }

    /** Whether the client asked that nothing be there yet. */
    public boolean onlyIfAbsent() {
        return ifNoneMatch.contains(ETag.ANY);
    }

    /** Refuses to read a resource that is there. */
    public void requireForRead(ETag etag, Instant lastModified) {
        if (onlyIfAbsent()) {
            throw UNSATISFIABLE_CONDITION.exception();
        }
        if (isOtherVersion(etag) || isModifiedTooLate(lastModified)) {
            throw CONDITION_NOT_MET.exception();
        }
        boolean newVersion = !ifNoneMatch.isEmpty() && !ifNoneMatch.contains(etag);
        boolean modified = ifModifiedSince != null && !isUnmodified(lastModified);
        boolean noCondition = ifNoneMatch.isEmpty() && ifModifiedSince == null;
        if (!noCondition && !newVersion && !modified) {
            throw NOT_MODIFIED.exception();
        }
    }

    /** Refuses to read a resource that does not exist, if no request with these conditions could be satisfied. */
    public void requireForReadOfAbsent() {
        if (onlyIfAbsent()) {
            throw UNSATISFIABLE_CONDITION.exception();
        }
    }

    /** Refuses to change a resource that is there. */
    public void requireForWrite(ETag etag, Instant lastModified) {
        requireOneCondition();
        boolean sameVersion = ifNoneMatch.contains(etag) || onlyIfAbsent();
        boolean unmodified = ifNoneMatch.isEmpty() && isUnmodified(lastModified);
        boolean modifiedTooLate = ifMatch.isEmpty() && isModifiedTooLate(lastModified);
        if (isOtherVersion(etag) || sameVersion || unmodified || modifiedTooLate) {
            throw CONDITION_NOT_MET.exception();
        }
    }

    /** Refuses to write a resource that is not there yet. */
    public void requireForWriteOfAbsent() {
        requireOneCondition();
        if (!ifMatch.isEmpty()) {
            throw CONDITION_NOT_MET.exception();
        }
    }

    private void requireOneCondition() {
        boolean several = ifMatch.size() > 1
                || ifNoneMatch.size() > 1
                || (!ifMatch.isEmpty() && (!ifNoneMatch.isEmpty() || ifModifiedSince != null))
                || (!ifNoneMatch.isEmpty() && ifUnmodifiedSince != null)
                || (ifModifiedSince != null && ifUnmodifiedSince != null);
        if (several) {
            throw MULTIPLE_CONDITION_HEADERS_NOT_SUPPORTED.exception();
        }
    }

    private boolean isOtherVersion(ETag etag) {
        return !ifMatch.isEmpty() && !ifMatch.contains(ETag.ANY) && !ifMatch.contains(etag);
    }

    private boolean isModifiedTooLate(Instant lastModified) {
        return ifUnmodifiedSince != null && seconds(lastModified).isAfter(ifUnmodifiedSince);
    }

    private boolean isUnmodified(Instant lastModified) {
        return ifModifiedSince != null && !seconds(lastModified).isAfter(ifModifiedSince);
    }

    private static Instant seconds(Instant moment) {
        return moment.truncatedTo(ChronoUnit.SECONDS);
    }

    private static List<ETag> etags(@Nullable String header) {
        if (header == null) {
            return List.of();
        }
        return Arrays.stream(header.split(",", -1))
                .map(String::strip)
                .map(ETag::parse)
                .toList();
    }
}
