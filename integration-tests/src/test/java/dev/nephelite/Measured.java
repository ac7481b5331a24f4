package dev.nephelite;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * A piece of source as long as it is for a reader: from annotation or signature to the closing brace, without Javadoc.
 *
 * @param name such as {@code PutBlob.handle}
 */
record Measured(Kind kind, String name, long lines) {
    enum Kind {
        METHOD,
        /** A class that implements one operation of the protocol. */
        OPERATION
    }

    static List<Measured> in(Collection<Path> files) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask)
                    compiler.getTask(null, manager, null, null, null, manager.getJavaFileObjectsFromPaths(files));
            List<Measured> all = new ArrayList<>();
            for (CompilationUnitTree file : task.parse()) {
                new Scanner(file, Trees.instance(task).getSourcePositions(), all).scan(file, "");
            }
            return all;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static final class Scanner extends TreeScanner<Void, String> {
        private final CompilationUnitTree file;
        private final SourcePositions positions;
        private final List<Measured> all;

        Scanner(CompilationUnitTree file, SourcePositions positions, List<Measured> all) {
            this.file = file;
            this.positions = positions;
            this.all = all;
        }

        @Override
        public Void visitClass(ClassTree type, String outer) {
            String name = outer + type.getSimpleName();
            if (type.getImplementsClause().stream()
                    .anyMatch(face -> face.toString().equals("Operation"))) {
                all.add(new Measured(Kind.OPERATION, name, lines(type)));
            }
            return super.visitClass(type, name + ".");
        }

        @Override
        public Void visitMethod(MethodTree method, String type) {
            all.add(new Measured(Kind.METHOD, type + method.getName(), lines(method)));
            return super.visitMethod(method, type);
        }

        private long lines(Tree tree) {
            return line(positions.getEndPosition(file, tree)) - line(positions.getStartPosition(file, tree)) + 1;
        }

        private long line(long position) {
            return file.getLineMap().getLineNumber(position);
        }
    }
}
