package dev.nephelite.emulator.auth;

import dev.nephelite.emulator.auth.AuthorizationOptions.OAuthMode;
import dev.nephelite.emulator.auth.BearerToken.BearerTokenValidator;
import dev.nephelite.emulator.auth.SignedRequest.AuthorizationTarget;
import dev.nephelite.emulator.error.CommonError;
import dev.nephelite.emulator.error.StorageException;
import dev.nephelite.emulator.time.Clock;
import dev.nephelite.emulator.value.Account;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Authorizes requests. The request pipeline calls it before it runs an operation.
 *
 * <p>It checks the {@code Authorization} header if there is one, else the SAS in the query, else whether the resource
 * is public. Thread-safe.
 */
public final class Authorizer {
    private static final String CHALLENGE =
            "Bearer authorization_uri=https://login.microsoftonline.com/common/oauth2/authorize"
                    + " resource_id=https://storage.azure.com";

    /** Since this version, an anonymous client gets a challenge; before, it gets the error that hides the resource. */
    private static final String CHALLENGED_SINCE = "2019-12-12";

    private final ResourceAccess access;
    private final DelegationKeyLookup delegationKeyLookup;
    private final OAuthMode oAuthMode;
    private final String tokenRemedy;
    private final Function<String, List<KeyScheme>> keySchemes;
    private final Clock machine;

    Authorizer(ResourceAccess access, DelegationKeyLookup delegationKeyLookup, OAuthMode oAuthMode, Clock machine) {
        this(access, delegationKeyLookup, oAuthMode, AuthorizationOptions.ACCEPT_TOKENS, KeyScheme::named, machine);
    }

    Authorizer(
            ResourceAccess access,
            DelegationKeyLookup delegationKeyLookup,
            OAuthMode oAuthMode,
            String tokenRemedy,
            Function<String, List<KeyScheme>> keySchemes,
            Clock machine) {
        this.keySchemes = keySchemes;
        this.machine = machine;
        this.access = access;
        this.delegationKeyLookup = delegationKeyLookup;
        this.oAuthMode = oAuthMode;
        this.tokenRemedy = tokenRemedy;
    }

    /**
     * Returns the permissions of the client, which include {@code needed}.
     *
     * @param account the account that the URL addresses
     * @param container the container or queue the request is for
     * @param blob its name, decoded
     * @throws StorageException if the client cannot be authenticated, or lacks the permission
     */
    public Grant authorize(
            SignedRequest request,
            Account account,
            RequiredPermission needed,
            @Nullable String container,
            @Nullable String blob) {
        String authorization = request.headers().get("Authorization");
        boolean signedQuery = request.isSignedWith("sig");
        if (authorization != null && !(signedQuery && isBearer(authorization))) {
            return byHeader(authorization, request, account);
        }
        if (signedQuery) {
            return bySignature(request, new AuthorizationTarget(request.service(), account, container, blob), needed);
        }
        boolean inContainer = blob != null && !blob.isEmpty();
        if (needed.everybody() && container != null && access.isPublic(account.name(), container, inContainer)) {
            return Grant.EVERYBODY;
        }
        throw nothingShown(request);
    }

    private Grant byHeader(String authorization, SignedRequest request, Account account) {
        int space = authorization.indexOf(' ');
        String scheme = space < 0 ? authorization : authorization.substring(0, space);
        String credential = space < 0 ? "" : authorization.substring(space + 1).strip();
        if (scheme.equals(BearerTokenValidator.NAME)) {
            return Grant.everythingTo(bearer(request, account).requireUser());
        }
        List<KeyScheme> schemes = keySchemes.apply(scheme);
        if (schemes.isEmpty()) {
            throw CommonError.INVALID_AUTHENTICATION_INFO.exception();
        }
        requireKey(schemes, credential, request, account);
        return Grant.EVERYTHING;
    }

    private BearerTokenValidator bearer(SignedRequest request, Account account) {
        return new BearerTokenValidator(oAuthMode, tokenRemedy, request, account.name());
    }

    private void requireKey(List<KeyScheme> schemes, String credential, SignedRequest request, Account account) {
        int colon = credential.indexOf(':');
        if (colon <= 0 || colon == credential.length() - 1) {
            throw CommonError.INVALID_AUTHENTICATION_INFO.exception();
        }
        String name = credential.substring(0, colon);
        if (!name.equals(account.name())) {
            throw StorageException.authenticationFailed("The Authorization header is for the account '" + name
                    + "', the URL for '" + account.name() + "'.");
        }
        SharedKeyValidator check = new SharedKeyValidator(schemes, request, account, machine.now());
        check.requireRecent();
        check.requireSignature(credential.substring(colon + 1));
    }

    private Grant bySignature(
            SignedRequest request, AuthorizationTarget authorizationTarget, RequiredPermission needed) {
        SasToken token = new SasToken(request);
        if (AccountSas.isIn(request)) {
            return new AccountSas(token, authorizationTarget).authorize(needed, request);
        }
        SasResource resource = new SasResource(token, request, authorizationTarget);
        if (UserDelegationSas.isIn(request)) {
            return new UserDelegationSas(token, resource, authorizationTarget)
                    .authorize(needed, request, delegationKeyLookup, bearer(request, authorizationTarget.account()));
        }
        return new ServiceSas(token, resource, authorizationTarget).authorize(needed, request, access);
    }

    private static StorageException nothingShown(SignedRequest request) {
        Map<String, String> reason =
                Map.of("AuthenticationErrorDetail", "The request has neither an Authorization header nor a signature.");
        boolean challenged =
                request.headers().has("x-ms-version") && SignedRequest.isSince(CHALLENGED_SINCE, request.headers());
        if (challenged) {
            return CommonError.NO_AUTHENTICATION_INFORMATION.exception(reason).header("WWW-Authenticate", CHALLENGE);
        }
        CommonError error =
                request.service().equals("blob") ? CommonError.RESOURCE_NOT_FOUND : CommonError.AUTHENTICATION_FAILED;
        return error.exception(reason);
    }

    private static boolean isBearer(String authorization) {
        return authorization.startsWith(BearerTokenValidator.NAME);
    }
}
