using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Reviews;

namespace SmartCityPia.Web.Frame;

/// <summary>Where an assessment stands.</summary>
/// <param name="SentBack">What is to be mended; null unless changes are requested.</param>
public sealed record AssessmentStanding(AssessmentState State, IReadOnlyList<AssessmentMark> Marks, SentBack? SentBack = null)
{
    public static AssessmentStanding Of(AssessmentState state, int? approved, DateOnly? reviewOn, DateOnly? endsOn, bool isArchived, DateOnly today) =>
        new(state, [.. AssessmentStates.MarksOf(state, approved, reviewOn, endsOn, isArchived, today)]);
}

/// <summary>Why the newest version was sent back, and the points to mend.</summary>
public sealed record SentBack(string? Reason, string By, DateTimeOffset At, IReadOnlyList<StepVerdict> Verdicts, IReadOnlyList<OpenThread> Threads)
{
    private const int Shown = 5;

    public static Task<SentBack?> Of(PiaDbContext db, Assessment assessment, CancellationToken cancellationToken) =>
        db.Reviews.AsNoTracking().Where(r => r.OwnerId == assessment.Id && r.VersionNumber == assessment.Versions)
            .Select(r => new
            {
                Event = db.ReviewEvents.Where(e => e.ReviewId == r.Id && e.ToState == ReviewState.ChangesRequested).OrderByDescending(e => e.At).First(),
                Verdicts = db.StepVerdicts.Where(v => v.ReviewId == r.Id && v.Verdict != Verdict.Accepted).OrderBy(v => v.Id).ToList(),
                Threads = db.CommentThreads.Where(t => t.OwnerId == r.OwnerId && t.ResolvedAt == null).OrderBy(t => t.Id).Take(Shown).Select(t => new OpenThread(t.Id, t.Step, t.About)).ToList(),
            })
            .Select(r => new SentBack(r.Event.Reason, r.Event.AccountName, r.Event.At, r.Verdicts, r.Threads)).AsSingleQuery().SingleOrDefaultAsync(cancellationToken);
}

public sealed record OpenThread(Guid Id, Step Step, string About);
