using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Findings;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Reviews;
using SmartCityPia.UnitTests.Reports;
using Xunit;

namespace SmartCityPia.UnitTests.Reviews;

/// <summary>Every action in every state by every role: the resulting state, or the rule that refuses it.</summary>
public sealed class ReviewTests
{
    private static readonly DateTimeOffset Now = RichDossier.Start;
    private static readonly DateOnly Today = DateOnly.FromDateTime(Now.DateTime);

    private static readonly Dictionary<string, (ReviewRole Role, ReviewState[] From, ReviewState To)> Acts = new(StringComparer.Ordinal)
    {
        ["RequestChanges"] = (ReviewRole.Reviewer, [ReviewState.InReview, ReviewState.DpoOpinion], ReviewState.ChangesRequested),
        ["Withdraw"] = (ReviewRole.Author, [ReviewState.InReview, ReviewState.DpoOpinion], ReviewState.Withdrawn),
        ["AskOpinion"] = (ReviewRole.Reviewer, [ReviewState.InReview], ReviewState.DpoOpinion),
        ["GiveOpinion"] = (ReviewRole.DataProtectionOfficer, [ReviewState.DpoOpinion], ReviewState.InReview),
        ["Approve"] = (ReviewRole.Reviewer, [ReviewState.InReview], ReviewState.Approved),
        ["ApproveWithConditions"] = (ReviewRole.Reviewer, [ReviewState.InReview], ReviewState.ApprovedWithConditions),
        ["Reject"] = (ReviewRole.Reviewer, [ReviewState.InReview], ReviewState.Rejected),
    };

    public static TheoryData<string, ReviewState, ReviewRole, bool> Table
    {
        get
        {
            var data = new TheoryData<string, ReviewState, ReviewRole, bool>();
            foreach (var act in Acts.Keys)
            {
                foreach (var state in Enum.GetValues<ReviewState>())
                {
                    foreach (var role in Enum.GetValues<ReviewRole>())
                    {
                        data.Add(act, state, role, false);
                        data.Add(act, state, role, true);
                    }
                }
            }
            return data;
        }
    }

    [Theory, MemberData(nameof(Table))]
    public void Act_InStateByRole_LeadsOnOrIsRefusedByName(string act, ReviewState state, ReviewRole role, bool hasAuthored)
    {
        var scene = Scene.In(state);
        var (asked, from, to) = Acts[act];
        var told = scene.Review.Events.Count;

        var refused = Record.Exception(() => scene.Do(act, By(role, hasAuthored)));

        if (role == asked && (role == ReviewRole.Author || !hasAuthored) && from.Contains(state))
        {
            Assert.Null(refused);
            Assert.Equal(to, scene.Review.State);
            var last = scene.Review.Events[^1];
            Assert.Equal((told + 1, (ReviewState?)state, to, role, Now), (scene.Review.Events.Count, last.FromState, last.ToState, last.Role, last.At));
            Assert.Equal(act is "GiveOpinion" or "Approve" or "ApproveWithConditions" or "Reject" ? scene.Review.Sha256 : null, last.Sha256);
            Assert.Equal(to is not (ReviewState.ChangesRequested or ReviewState.Withdrawn), scene.Assessment.IsReadOnly);
            return;
        }
        var rule = Assert.IsType<ReviewRefusedException>(refused);
        Assert.Equal(role != asked ? "NotYourRole" : role != ReviewRole.Author && hasAuthored ? "NobodyReviewsOwnWork" : "ReviewMovedOn", rule.Error.Rule);
        Assert.Equal((rule.Error.Rule != "ReviewMovedOn", rule.Error.Rule == "ReviewMovedOn"), (rule.IsForbidden, rule.IsWrongState));
        Assert.Equal((state, told), (scene.Review.State, scene.Review.Events.Count));
    }

    [Fact]
    public void Decide_AsNobody_IsRefused()
    {
        var scene = Scene.In(ReviewState.InReview);

        Assert.Equal("NotYourRole", Assert.Throws<ReviewRefusedException>(() => scene.Do("Approve", new(Person(), null, false))).Error.Rule);
    }

    [Fact]
    public void Decide_ByWhoGaveTheOpinion_IsRefused()
    {
        var scene = Scene.In(ReviewState.DpoOpinion);
        var dpo = By(ReviewRole.DataProtectionOfficer, false);
        scene.Do("GiveOpinion", dpo);

        // A second opinion doesn't help.
        scene.Do("AskOpinion", By(ReviewRole.Reviewer, false));
        scene.Do("GiveOpinion", By(ReviewRole.DataProtectionOfficer, false));

        Assert.Equal("OpinionGiverDecides", Assert.Throws<ReviewRefusedException>(() => scene.Do("Approve", dpo with { Role = ReviewRole.Reviewer })).Error.Rule);
    }

    [Theory]
    [InlineData("RequestChanges")]
    [InlineData("Withdraw")]
    [InlineData("AskOpinion")]
    [InlineData("Reject")]
    public void Act_WithoutReason_IsRefused(string act)
    {
        var scene = Scene.In(ReviewState.InReview);

        Assert.Equal("ReasonMissing", Assert.Throws<ReviewRefusedException>(() => scene.Do(act, By(Acts[act].Role, false), " ")).Error.Rule);
        Assert.Equal(ReviewState.InReview, scene.Review.State);
    }

    [Fact]
    public void Approve_HighResidualRisk_WaitsForTheConsultation()
    {
        var scene = Scene.In(ReviewState.InReview, highRisk: true);
        var reviewer = By(ReviewRole.Reviewer, false);

        Assert.Equal("ConsultationOpen", Assert.Throws<ReviewRefusedException>(() => scene.Do("Approve", reviewer)).Error.Rule);
        scene.Review.Consult(reviewer, new() { Consulted = PriorConsultation.NotConsulted, ConsultationReason = "The measure is stronger than rated." }, Today);
        scene.Do("Approve", reviewer);

        Assert.Equal(ReviewState.Approved, scene.Review.State);
    }

    [Fact]
    public void Reject_HighResidualRisk_NeedsNoConsultation()
    {
        var scene = Scene.In(ReviewState.InReview, highRisk: true);

        scene.Do("Reject", By(ReviewRole.Reviewer, false));

        Assert.Equal(ReviewState.Rejected, scene.Review.State);
    }

    [Theory]
    [InlineData(null, null, null, "ConditionMissing")]
    [InlineData("Signs", null, "2026-04-01", "ConditionIncomplete")]
    [InlineData("Signs", "Operator", null, "ConditionIncomplete")]
    [InlineData(null, "Operator", "2026-04-01", "ConditionIncomplete")]
    [InlineData("Signs", "Operator", "2026-03-01", "DayPast")]
    public void ApproveWithConditions_WithoutWholeOnes_IsRefused(string? text, string? responsible, string? due, string rule)
    {
        var decision = new DecisionDetails
        {
            Decision = Decision.ApproveWithConditions,
            Statement = "Yes.",
            Conditions = [new(), new() { Text = text, Responsible = responsible, DueOn = due is null ? null : DateOnly.Parse(due, System.Globalization.CultureInfo.InvariantCulture) }],
        };

        Assert.Equal(rule, Assert.Throws<ReviewRefusedException>(() => Scene.In(ReviewState.InReview).Review.Decide(By(ReviewRole.Reviewer, false), decision, [], Today)).Error.Rule);
    }

    [Fact]
    public void Decide_ConditionsOtherwise_AreNotDroppedSilently()
    {
        var decision = new DecisionDetails { Decision = Decision.Approve, Statement = "Yes.", Conditions = [new() { Text = "Signs", Responsible = "Operator", DueOn = Today }] };

        Assert.Equal("ConditionsNotAsked", Assert.Throws<ReviewRefusedException>(() => Scene.In(ReviewState.InReview).Review.Decide(By(ReviewRole.Reviewer, false), decision, [], Today)).Error.Rule);
    }

    [Theory]
    [InlineData(0, false, ConditionState.Open)]
    [InlineData(-1, false, ConditionState.Overdue)]
    [InlineData(-1, true, ConditionState.Done)]
    public void Condition_ByTheClock_HasItsState(int dueInDays, bool closed, ConditionState state) =>
        Assert.Equal(state, ReviewCondition.StateOf(Today.AddDays(dueInDays), closed, Today));

    [Fact]
    public void Place_OfEveryRow_IsFoundInItsStepAlone()
    {
        var dossier = RichDossier.Filled().WithFindings();
        (Step Step, Guid Id)[] rows =
        [
            (Step.Service, dossier.Service.Id), (Step.Service, dossier.Purposes[0].Id), (Step.Service, dossier.Groups[0].Id), (Step.Stakeholders, dossier.Stakeholders[0].Id),
            (Step.Stakeholders, dossier.Tensions[0].Id), (Step.Data, dossier.Datasets[0].Id), (Step.Data, dossier.Items[0].Id), (Step.Flows, dossier.Flows[0].Id),
            (Step.Findings, dossier.Dispositions[0].Id), (Step.Principles, dossier.Principles[0].Id), (Step.Principles, dossier.Choices[0].Id), (Step.Risks, dossier.Risks[0].Id),
            (Step.Measures, dossier.Measures[0].Id), (Step.Measures, dossier.Actions[0].Id),
        ];

        Assert.All(rows, row =>
        {
            var place = CommentPlace.Find(dossier, row.Step, row.Id);
            Assert.NotNull(place);
            Assert.NotEmpty(place.Fields);
            Assert.NotEmpty(place.Name);
            Assert.DoesNotContain("OwnerId", place.Fields);
            Assert.Null(CommentPlace.Find(dossier, Step.Check, row.Id));
        });
        Assert.Null(CommentPlace.Find(dossier, Step.Risks, Guid.CreateVersion7()));
        Assert.Null(CommentPlace.Find(dossier, (Step)99, null));
    }

    private static Actor Person() => new(Guid.CreateVersion7(), "Somebody", Now, "test");

    private static ReviewActor By(ReviewRole role, bool hasAuthored) => new(Person(), role, hasAuthored);

    private sealed record Scene(Assessment Assessment, Review Review)
    {
        /// <summary>A review brought into a state through its own transitions.</summary>
        public static Scene In(ReviewState state, bool highRisk = false)
        {
            var dossier = RichDossier.Prefilled();
            if (highRisk)
                dossier = dossier with { Risks = [new() { Id = Guid.CreateVersion7(), OwnerId = dossier.Head.AssessmentId, Title = "Followed", ResidualSeverity = Level.Maximum, ResidualLikelihood = Level.Limited }] };
            var author = Person();
            var assessment = new Assessment
            {
                Id = dossier.Head.AssessmentId,
                Reference = "PIA-2026-014",
                ServiceId = Guid.Empty,
                DescriptionId = dossier.Service.Id,
                AgencyId = Guid.Empty,
                OwnerId = author.AccountId,
                CreatedAt = Now,
            };
            var version = assessment.Submit(dossier, "So it is.", author.AccountId, author.Name, Now);
            var scene = new Scene(assessment, Review.Begin(version, dossier, new(author, ReviewRole.Author, true)));
            if (state == ReviewState.Superseded)
            {
                scene.Do("Approve", By(ReviewRole.Reviewer, false));
                In(ReviewState.InReview).Review.Decide(By(ReviewRole.Reviewer, false), new() { Decision = Decision.Approve, Statement = "Yes." }, [scene.Review], Today);
            }
            else if (state != ReviewState.InReview)
            {
                var (act, (role, _, _)) = Acts.Single(a => a.Value.To == state);
                scene.Do(act, By(role, false));
            }
            Assert.Equal(state, scene.Review.State);
            return scene;
        }

        public void Do(string act, ReviewActor by, string reason = "Because.")
        {
            switch (act)
            {
                case "RequestChanges": Review.RequestChanges(Assessment, by, reason); break;
                case "Withdraw": Review.Withdraw(Assessment, by, reason); break;
                case "AskOpinion": Review.AskOpinion(by, reason); break;
                case "GiveOpinion": Review.GiveOpinion(by, Opinion.Favourable, reason, "I."); break;
                default:
                    Review.Decide(by, new()
                    {
                        Decision = Enum.Parse<Decision>(act),
                        Reason = reason,
                        Statement = "I.",
                        Conditions = act == "ApproveWithConditions" ? [new() { Text = "Signs", Responsible = "Operator", DueOn = Today }] : [],
                    }, [], Today);
                    break;
            }
        }
    }
}
