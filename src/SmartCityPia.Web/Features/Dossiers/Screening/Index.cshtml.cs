using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Web.Frame;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Dossiers.Screening;

/// <summary>The step "Screening": all questions on one page, what they lead to, and whether that is overruled.</summary>
/// <remarks>
/// 400: a note is too long, a question is unknown, or the reason for overruling is missing; everything typed is kept.
/// 409: somebody else answered the same question differently meanwhile; both texts are shown and nothing is saved yet.
/// </remarks>
public sealed class IndexModel(SaveScreening save) : DossierPage
{
    public override Access Access => new() { Posts = Posts.OfEditorsAlways };

    public override Step? Step => Domain.Dossiers.Step.Screening;

    [BindProperty]
    public ScreeningInput Input { get; set; } = new();

    /// <summary>What the saved answers lead to.</summary>
    public ScreeningResult Result { get; private set; } = null!;

    /// <summary>The questions under the kind of criterion they ask about, numbered through.</summary>
    public IReadOnlyList<QuestionGroup> Groups { get; private set; } = [];

    /// <summary>Two people's decisions to overrule, where they differ.</summary>
    public ScreeningDecisionDetails? TheirDecision { get; private set; }

    public bool HasConflict => TheirDecision is not null || Groups.Any(g => g.Questions.Any(q => q.Theirs is not null));

    public sealed record QuestionGroup(CriterionKind Kind, IReadOnlyList<Question> Questions);

    public sealed record Question(int Number, ScreeningQuestion Entry, IReadOnlyList<ScreeningCriterion> Criteria, AnswerInput Input)
    {
        /// <summary>In a dispute: the answer saved now, by whom and when.</summary>
        public ScreeningAnswerDetails? Theirs { get; init; }

        public string TheirName { get; init; } = "";

        /// <summary>The answer that the note was written for, where another one is given.</summary>
        public Answer? ArguesFor { get; init; }

        public DateTimeOffset? TheirTime => (Theirs as ScreeningAnswer)?.ChangedAt;

        public string Field(string name) => $"{nameof(IndexModel.Input)}.{nameof(ScreeningInput.Answers)}[{Entry.Id}].{name}";
    }

    public void OnGet()
    {
        var stored = Dossier.Screening.ToDictionary(a => a.QuestionId, StringComparer.Ordinal);
        foreach (var question in Dossier.Catalogue.Screening.Questions)
            Input.Answers[question.Id] = AsSaved(stored.GetValueOrDefault(question.Id));
        Input.Decision = new() { Overruled = Dossier.Head.Overruled, OverruleReason = Dossier.Head.OverruleReason, DpoView = Dossier.Head.DpoView };
        Input.DecisionSeen = Seen.Of(Input.Decision);
        Lay();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!ModelState.IsValid)
            return Again(StatusCodes.Status400BadRequest);
        var actor = HttpContext.Actor();
        switch (await save.Handle(Dossier, Assessment, Input, actor, cancellationToken))
        {
            case Outcome.Invalid invalid:
                this.Tell(invalid.Errors);
                return Again(StatusCodes.Status400BadRequest);
            case Outcome.Disputed<ScreeningDispute> { Between: var conflict }:
                ShowBoth(conflict);
                return Again(StatusCodes.Status409Conflict, conflict);
            case Outcome.Closed:
                ModelState.AddModelError("", HttpContext.Sentence(new("", "AssessmentClosed")));
                // The button stays: once there is a new draft, the same answers can be sent again.
                CanEdit = true;
                return Again(StatusCodes.Status403Forbidden);
            case Outcome.Done:
                Saved = HttpContext.Sentence(new("", "Saved", Words.Of(Domain.Dossiers.Step.Screening), actor.At.InCity().ToString("t", CultureInfo.CurrentCulture)));
                return Redirect(NextOr("screening", "screening"));
            default:
                this.Tell([new("", "SaveAgain")]);
                return Again(StatusCodes.Status409Conflict);
        }
    }

    /// <summary>Takes in what others saved to questions this person left alone, and the versions of the rest, so that saving again settles it.</summary>
    private void ShowBoth(ScreeningDispute conflict)
    {
        foreach (var (id, mine) in Input.Answers.ToList())
        {
            var now = AsSaved(conflict.Stored.GetValueOrDefault(id));
            if (Seen.Of(mine.Given) != mine.Seen)
                now.Given = mine.Given;
            Input.Answers[id] = now;
        }
        var decision = new ScreeningDecisionDetails { Overruled = conflict.Now.Overruled, OverruleReason = conflict.Now.OverruleReason, DpoView = conflict.Now.DpoView };
        if (Seen.Of(Input.Decision) == Input.DecisionSeen)
            Input.Decision = decision;
        Input.DecisionSeen = Seen.Of(decision);
        TheirDecision = conflict.DecisionDiffers ? decision : null;
        ModelState.Clear();
    }

    private static AnswerInput AsSaved(ScreeningAnswer? row) => new()
    {
        Given = new() { Answer = row?.Answer, Note = row?.Note },
        Version = row?.Version,
        Seen = Seen.Of(row),
    };

    private Microsoft.AspNetCore.Mvc.RazorPages.PageResult Again(int status, ScreeningDispute? conflict = null)
    {
        Lay(conflict);
        return this.Answer(status);
    }

    private void Lay(ScreeningDispute? conflict = null)
    {
        Result = Domain.Dossiers.Screening.Evaluate(Dossier.Catalogue, Dossier.Screening, Dossier.Head.Overruled);
        var criteria = Dossier.Catalogue.Screening.Criteria.ToDictionary(c => c.Id, StringComparer.Ordinal);
        Groups =
        [
            .. Dossier.Catalogue.Screening.Questions
                .Select((q, i) => new Question(i + 1, q, [.. q.Criteria.Select(id => criteria[id])], Input.Answers.GetValueOrDefault(q.Id) ?? new())
                {
                    Theirs = conflict?.Questions.ContainsKey(q.Id) == true ? conflict.Stored.GetValueOrDefault(q.Id) ?? new ScreeningAnswerDetails() : null,
                    ArguesFor = Dossier.Screening.FirstOrDefault(a => a.QuestionId == q.Id) is { } row ? Domain.Dossiers.Screening.ArguesFor(Dossier, row) : null,
                    TheirName = conflict?.Questions.GetValueOrDefault(q.Id) ?? "",
                })
                .OrderByDescending(q => q.Entry.Gate).GroupBy(q => q.Criteria[0].Kind).Select(g => new QuestionGroup(g.Key, [.. g])),
        ];
        NameTheQuestion();
    }

    /// <summary>"Note: at most 4000 characters" nineteen times over helps nobody: each message says whose note.</summary>
    private void NameTheQuestion()
    {
        foreach (var question in Groups.SelectMany(g => g.Questions))
        {
            foreach (var (key, entry) in ModelState.Where(e => e.Key.StartsWith(question.Field(""), StringComparison.Ordinal)).ToList())
            {
                if (entry is not { Errors.Count: > 0 })
                    continue;
                var messages = entry.Errors.Select(e => HttpContext.Sentence(new("", "AtQuestion", question.Number.ToString(CultureInfo.CurrentCulture), e.ErrorMessage))).ToList();
                entry.Errors.Clear();
                messages.ForEach(m => ModelState.AddModelError(key, m));
            }
        }
    }

    public int NumberOf(string questionId) => Groups.SelectMany(g => g.Questions).First(q => q.Entry.Id == questionId).Number;
}
