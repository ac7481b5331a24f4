package dev.nephelite.program.crash;

/**
 * A blob that can be deleted and overwritten only while nothing protects it.
 *
 * @param legalHold whether it has a legal hold
 * @param policy whether it has an immutability policy, which ends long after the test
 */
record ProtectedBlob(Body body, boolean legalHold, boolean policy) {
    static ProtectedBlob of(Body body) {
        return new ProtectedBlob(body, false, false);
    }

    ProtectedBlob withLegalHold(boolean held) {
        return new ProtectedBlob(body, held, policy);
    }

    ProtectedBlob withPolicy(boolean set) {
        return new ProtectedBlob(body, legalHold, set);
    }

    boolean isProtected() {
        return legalHold || policy;
    }

    static String describe(boolean legalHold, boolean policy) {
        return (legalHold ? "a legal hold" : "no legal hold") + (policy ? " and a policy" : " and no policy");
    }

    void show(Picture picture, String path) {
        picture.add("list entry " + path, body.size() + " bytes");
        picture.add("protection of " + path, describe(legalHold, policy));
        picture.add("blob " + path, Picture.of(body.bytes()));
    }
}
