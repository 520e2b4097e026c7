using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Domain.Reviews;

/// <summary>A named rule that an act of review would break; nothing has changed.</summary>
public sealed class ReviewRefusedException : Exception
{
    private ReviewRefusedException(FieldError error) : base(error.Rule) => Error = error;

    public FieldError Error { get; }

    /// <summary>It is not for this person to do.</summary>
    public bool IsForbidden { get; private init; }

    /// <summary>The review has moved on: the act belongs to another state.</summary>
    public bool IsTooLate { get; private init; }

    internal static ReviewRefusedException Forbidden(FieldError error) => new(error) { IsForbidden = true };

    internal static ReviewRefusedException TooLate(FieldError error) => new(error) { IsTooLate = true };

    /// <summary>Somebody else changed what the act is about since the person saw it.</summary>
    public static ReviewRefusedException MovedOn() => TooLate(new("", "ReviewMovedOn"));

    internal static ReviewRefusedException Invalid(FieldError error) => new(error);
}
