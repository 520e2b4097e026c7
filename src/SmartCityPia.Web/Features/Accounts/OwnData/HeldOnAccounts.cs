using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;
using SmartCityPia.Data;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Domain.City;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Engagement;
using SmartCityPia.Domain.Evidence;
using SmartCityPia.Domain.Notices;
using SmartCityPia.Domain.Organisations;
using SmartCityPia.Domain.Plan;
using SmartCityPia.Domain.Register;
using SmartCityPia.Domain.Reviews;
using SmartCityPia.Domain.Submissions;
using SmartCityPia.Domain.Trail;

namespace SmartCityPia.Web.Features.Accounts.OwnData;

/// <summary>Where the database refers to an account. A test compares it with the model, so that a new table is not forgotten.</summary>
public static class HeldOnAccounts
{
    /// <summary>Of one table no more is handed out; the answer says so.</summary>
    public const int MostRows = 20_000;

    /// <param name="Entity">The table's class.</param>
    /// <param name="By">The properties that say whose it is.</param>
    /// <param name="Shown">What is handed out; null for everything but <paramref name="Secret"/>. Of the city's own rows it is that the person wrote them, not what they say.</param>
    /// <param name="Secret">What would open the account, or is somebody else's.</param>
    public sealed record Place(Type Entity, string[] By, string[]? Shown = null, string[]? Secret = null);

    /// <summary>What is handed out.</summary>
    public static readonly IReadOnlyList<Place> Exported =
    [
        new(typeof(Account), ["Id"], Secret: ["PasswordHash", "SecurityStamp", "ConcurrencyStamp"]),
        new(typeof(Microsoft.AspNetCore.Identity.IdentityUserRole<Guid>), ["UserId"]),
        new(typeof(Microsoft.AspNetCore.Identity.IdentityUserLogin<Guid>), ["UserId"]),
        new(typeof(Microsoft.AspNetCore.Identity.IdentityUserPasskey<Guid>), ["UserId"], Shown: ["CredentialId"]),
        new(typeof(Session), ["AccountId"], Secret: ["Id", "SealedToken"]),
        new(typeof(AccountLink), ["AccountId"], Secret: ["SecretHash"]),
        new(typeof(Authenticator), ["AccountId"], Secret: ["SealedKey"]),
        new(typeof(DirectoryPerson), ["AccountId"]),
        new(typeof(DirectoryMember), ["AccountId"]),
        new(typeof(Notice), ["PersonId"]),
        new(typeof(NoticeSettings), ["PersonId"]),
        new(typeof(Participant), ["AccountId"]),
        new(typeof(Release), ["AccountId"]),
        new(typeof(AuditorGrant), ["AccountId", "GrantedById"]),
        new(typeof(Delegation), ["PrincipalId", "DeputyId"]),
        new(typeof(AuditEvent), ["AccountId"], Shown: ["At", "Verb", "Subject", "SubjectId", "OwnerId", "Reason"]),
        new(typeof(AuditNote), ["AccountId"]),
        new(typeof(Comment), ["AccountId", "MentionedId"]),
        new(typeof(ReviewEvent), ["AccountId"]),
        new(typeof(ConditionClosure), ["AccountId"]),
        new(typeof(TriggerAnswer), ["AccountId"]),
        new(typeof(EvidenceRequest), ["AccountId", "AskedById", "ChangedById"]),
        new(typeof(Incident), ["RecordedById", "ChangedById"], Shown: ["Id", "OwnerId", "ChangedAt"]),
        new(typeof(AssessmentVersion), ["FrozenById"], Shown: ["AssessmentId", "Number", "FrozenAt", "Statement"]),
        new(typeof(Publication), ["PublishedById"], Shown: ["Slug", "Number", "PublishedAt"]),
        new(typeof(PublicationWithdrawal), ["ById"], Shown: ["ServiceId", "UpTo", "At", "Reason"]),
        new(typeof(PublicQuestion), ["AnsweredById"], Shown: ["Reference", "AnsweredAt"]),
        new(typeof(PlanVersion), ["FrozenById"], Shown: ["Number", "FrozenAt", "Statement"]),
        new(typeof(PlanDecision), ["DecidedById"], Shown: ["Number", "DecidedAt", "Reason"]),
        new(typeof(Assessment), ["OwnerId", "ChangedById"], Shown: ["Id", "Reference", "OwnerId", "ChangedAt"]),
        .. new[]
        {
            typeof(ActionItem), typeof(AlikeService), typeof(Choice), typeof(DataFlow), typeof(DataItem), typeof(Dataset), typeof(EvidenceItem), typeof(EvidenceVersion), typeof(FindingDisposition), typeof(Hearing), typeof(LegalNote), typeof(Measure),
            typeof(PeopleGroup), typeof(PrincipleAnswer), typeof(Purpose), typeof(RightAnswer), typeof(Risk), typeof(ScreeningAnswer), typeof(ServiceDescription), typeof(Stakeholder), typeof(Tension), typeof(ServiceEnd), typeof(Review),
            typeof(StepVerdict), typeof(CommentThread), typeof(DescriptionRequest), typeof(DescriptionRemark),
            typeof(InternalNote), typeof(ConfidentialField),
        }.Select(row => new Place(row, ["ChangedById"], Shown: ["Id", "OwnerId", "ChangedAt"])),
        .. new[] { typeof(Coalition), typeof(Organisation), typeof(CitySettings), typeof(PlanAnswer), typeof(PlanParticipant) }.Select(row => new Place(row, ["ChangedById"], Shown: ["Id", "ChangedAt"])),
    ];

    /// <summary>What refers to accounts and is not handed out, with the reason.</summary>
    public static readonly IReadOnlyDictionary<Type, string> Kept = new Dictionary<Type, string>
    {
        [typeof(RecoveryCode)] = "Hashes of codes that open the account.",
        [typeof(Microsoft.AspNetCore.Identity.IdentityUserToken<Guid>)] = "Tokens that open the account; the application stores none.",
        [typeof(Microsoft.AspNetCore.Identity.IdentityUserClaim<Guid>)] = "The application stores none.",
        [typeof(SignInAttempt)] = "Hashes of addresses that were typed, without the account; they go by themselves.",
        [typeof(DirectoryToken)] = "The name of who made it is on the trail, which is handed out.",
    };

    public sealed record Held(string Table, JsonArray Rows, bool IsCut);

    public static async Task<IReadOnlyList<Held>> Read(PiaDbContext db, Guid account, CancellationToken cancellationToken)
    {
        var held = new List<Held>();
        foreach (var place in Exported)
        {
            var type = db.Model.FindEntityType(place.Entity)!;
            var columns = type.GetProperties().Where(p => (place.Shown?.Contains(p.Name, StringComparer.Ordinal) ?? place.Secret?.Contains(p.Name, StringComparer.Ordinal) != true) && !p.IsShadowProperty())
                .Select(p => $"'{p.Name}', {Column(p)}");
            var mine = string.Join(" OR ", place.By.Select(name => Column(type.FindProperty(name)!) + " = @account"));
            var sql = $"SELECT jsonb_build_object({string.Join(", ", columns)})::text AS \"Value\" FROM \"{type.GetTableName()}\" WHERE {mine} ORDER BY 1 LIMIT {MostRows + 1}";
            var rows = await db.Database.SqlQueryRaw<string>(sql, new NpgsqlParameter("account", account)).ToListAsync(cancellationToken);
            held.Add(new(place.Entity.Name.Split('`')[0], [.. rows.Take(MostRows).Select(r => JsonNode.Parse(r))], rows.Count > MostRows));
        }
        return held;

        static string Column(IReadOnlyProperty property) => $"\"{property.GetColumnName()}\"";
    }
}
