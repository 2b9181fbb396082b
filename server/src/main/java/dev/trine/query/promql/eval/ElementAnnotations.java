package dev.trine.query.promql.eval;

import dev.trine.query.promql.function.Annotation;
import org.jspecify.annotations.Nullable;

/// What is to be told of the elements of a binary operation. Of one step only the last element that
/// something is to be said of is reported, as Prometheus does. Safe for use by several threads.
final class ElementAnnotations {
    private final Evaluation evaluation;
    private final int steps;
    private @Nullable Annotation @Nullable [] lastOfStep;

    ElementAnnotations(Evaluation evaluation, int steps) {
        this.evaluation = evaluation;
        this.steps = steps;
    }

    synchronized void set(int step, Annotation annotation) {
        if (lastOfStep == null) {
            lastOfStep = new Annotation[steps];
        }
        lastOfStep[step] = annotation;
    }

    /// Hands over what was gathered.
    synchronized void report() {
        if (lastOfStep == null) {
            return;
        }
        for (Annotation annotation : lastOfStep) {
            if (annotation != null) {
                evaluation.annotations.add(annotation);
            }
        }
    }
}
