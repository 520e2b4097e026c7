using System.Globalization;
using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Notices;
using SmartCityPia.Domain.Reviews;

namespace SmartCityPia.Web.Infrastructure;

/// <summary>
/// Every address that the application writes; a test compares them with the endpoints. Addresses of steps and rows are relative to an
/// assessment.
/// </summary>
public static class Addresses
{
    public const string About = "/about";
    public const string ThirdParty = "/about/third-party";
    public const string MyAccount = "/account";
    public const string ConfirmAddress = "/account/confirm-address";
    public const string ForgottenPassword = "/account/forgotten-password";
    public const string MyAddress = "/account/address";
    public const string MyData = "/account/data";
    public const string MyProviders = "/account/providers";
    public const string MyPassword = "/account/password";
    public const string SecondFactor = "/account/second-factor";
    public const string AuthenticatorApp = "/account/second-factor/app";
    public const string Sessions = "/account/sessions";
    public const string SetPassword = "/account/set-password";
    public const string SignIn = "/account/sign-in";
    public const string Confirmed = "/account/confirmed";
    public const string SignOut = "/account/sign-out";
    public const string Accounts = "/accounts";
    public const string Auditors = "/accounts/auditors";
    public const string NewAuditor = "/accounts/auditors/new";
    public const string Directories = "/accounts/directories";
    public const string RoleList = "/accounts/roles";
    public const string NewRole = "/accounts/roles/new";
    public const string AccessReview = "/accounts/access-review";
    public const string Invite = "/accounts/invite";
    public const string Home = "/";
    public const string FirstSteps = "/first-steps";
    public const string Samples = "/first-steps/samples";
    public const string Assessments = "/assessments";
    public const string SelectedAssessments = "/assessments/selected";
    public const string NewAssessment = "/assessments/new";
    public const string NewAssessmentParts = "/assessments/new/parts";
    public const string AuditNotes = "/audit-notes";
    public const string AuditNotesCsv = "/audit-notes.csv";
    public const string Catalogue = "/catalogue";
    public const string City = "/city";
    public const string CityChanges = "/city/changes";
    public const string CityFile = "/city/city.json";
    public const string Coalitions = "/city/coalitions";
    public const string NewCoalition = "/city/coalitions/new";
    public const string CityCut = "/city/cut";
    public const string CityFinding = "/city/finding";
    public const string CityFlows = "/city/flows";
    public const string CityFlowsCsv = "/city/flows.csv";
    public const string CityKnowledgeCsv = "/city/knowledge.csv";
    public const string CityLinks = "/city/links";
    public const string CityLinksCsv = "/city/links.csv";
    public const string CityLinkPairs = "/city/links/pairs";
    public const string CityOutsider = "/city/outsider";
    public const string CitySmallest = "/city/smallest";
    public const string CityTogether = "/city/together";
    public const string CityTogetherCsv = "/city/together.csv";
    public const string CityWhatIf = "/city/what-if";
    public const string Plan = "/plan";
    public const string PlanParticipants = "/plan/participants";
    public const string PlanVersions = "/plan/versions";
    public const string DescriptionSchema = "/description.schema.json";
    public const string Descriptions = "/descriptions";
    public const string NewDescription = "/descriptions/new";
    public const string DescriptionPeople = "/descriptions/people";
    public const string EvidenceRequests = "/evidence-requests";
    public const string Glossary = "/glossary";
    public const string History = "/history";
    public const string HistoryLines = "/history.jsonl";
    public const string HistoryAnchor = "/history/anchor";
    public const string HistoryCheck = "/history/check";
    public const string Notices = "/notices";

    /// <summary>What people ask from the pages of the register.</summary>
    public const string Questions = "/questions";
    public const string NoticeSettings = "/notices/settings";
    public const string Organisations = "/organisations";
    public const string NewOrganisation = "/organisations/new";

    /// <summary>Leads to the register in the city's language; no page.</summary>
    internal const string Register = "/register";

    /// <summary>The city's record of processing.</summary>
    public const string Records = "/record-of-processing";

    public const string Released = "/released";
    public const string Reviews = "/reviews";
    public const string ReviewConditions = "/reviews/conditions";
    public const string Deputies = "/reviews/deputies";
    public const string Settings = "/settings";
    public const string CalendarSettings = "/settings/calendar";
    public const string ContactSettings = "/settings/contact";
    public const string IdentitySettings = "/settings/identity";
    public const string KnowledgeSettings = "/settings/knowledge";
    public const string MailSettings = "/settings/mail";
    public const string RetentionSettings = "/settings/retention";
    public const string ReviewSettings = "/settings/reviews";
    public const string SignInSettings = "/settings/sign-in";
    public const string Search = "/search";
    public const string Keys = "/keys";
    public const string Verify = "/verify";

    /// <summary>The city's logo and colours; no pages.</summary>
    internal const string CityLogo = "/city-logo/{sha256}";

    internal const string CityStyle = "/city.css";

    /// <summary>Common prefix of what leads to providers of sign-in and of what they ask; no page.</summary>
    internal const string SignOn = "/account/sign-on";

    /// <summary>Common prefix of the sign-in and sign-out pages; not a page itself.</summary>
    public const string AroundSigningIn = "/account";

    public static string Assessment(string reference) => $"{Assessments}/{reference}";

    /// <param name="language">Two letters.</param>
    public static string RegisterIn(string language) => $"{Register}/{language}";

    public static string RegisterHelp(string language) => $"{Register}/{language}/about";

    internal static string RegisterFeed(string language) => $"{Register}/{language}/feed.atom";

    /// <summary>The list of datasets that the register is, for machines.</summary>
    internal static string RegisterCatalogue(string language) => $"{Register}/{language}/catalogue.jsonld";

    public static string RegisterEntry(string language, string slug) => $"{Register}/{language}/{slug}";

    public static string RegisterAsk(string language, string slug) => RegisterEntry(language, slug) + "/ask";

    public static string RegisterAnswers(string language, string slug) => RegisterEntry(language, slug) + "/answers";

    /// <param name="key">Whoever has it reads how the question stands.</param>
    public static string RegisterQuestion(string language, string key) => $"{Register}/{language}/question?key={key}";

    public static string RegisterEntry(string language, string slug, int number) => string.Create(CultureInfo.InvariantCulture, $"{Register}/{language}/{slug}/{number}");

    /// <param name="file">With the size in its query.</param>
    internal static string RegisterSign(string language, string slug, string file) => $"{RegisterEntry(language, slug)}/{file}";

    internal static string RegisterJson(string language, string slug, int number) => RegisterEntry(language, slug, number) + "/entry.json";

    /// <param name="path">The address of a page within the assessment.</param>
    public static string Assessment(string reference, string path) => $"{Assessments}/{reference}/{path}";

    public static string Version(string reference, int number) => Assessment(reference, string.Create(CultureInfo.InvariantCulture, $"versions/{number}"));

    /// <param name="path">The address of a page within the vendor's description.</param>
    public static string Description(string reference, string path = "") => $"{Descriptions}/{reference}/{path}";

    public static string Account(Guid id) => $"{Accounts}/{id}";

    public static string Role(Guid id) => $"{RoleList}/{id}";

    public static string ReleasedVersion(Guid id) => $"{Released}/{id}";

    public static string ReleasedReport(Guid id) => ReleasedFile(id, "report.pdf");

    public static string ReleasedFile(Guid id, string file) => $"{ReleasedVersion(id)}/{file}";

    public static string Organisation(Guid id) => $"{Organisations}/{id}";

    public static string MergeOrganisation(Guid id) => $"{Organisations}/{id}/merge";

    public static string CatalogueEntry(Enum kind, string id) => $"{Catalogue}/{kind.ToString().ToLowerInvariant()}/{id}";

    public static string EvidenceRequest(Guid id) => $"{EvidenceRequests}/{id}";

    public static string EvidenceRequestFile(Guid id, Guid file) => $"{EvidenceRequests}/{id}/files/{file}";

    public static string Question(Guid id) => $"{Questions}/{id}";

    public static string Auditor(Guid id) => $"{Auditors}/{id}";

    public static string Coalition(Guid id) => $"{Coalitions}/{id}";

    public static string PlanPart(PlanPart part) => $"{Plan}/{part}";

    public static string PlanParticipant(Guid organisation) => $"{PlanParticipants}/{organisation}";

    public static string PlanVersion(int number) => string.Create(CultureInfo.InvariantCulture, $"{PlanVersions}/{number}");

    public static string PlanFile(int number, string file) => $"{PlanVersion(number)}/{file}";

    public static string PlanQuestion(string id) => $"{Plan}/questions/{id}";

    public static string CityRun(Guid id) => $"{City}/run/{id}";

    public static string CityOrganisation(Guid id) => $"{City}/organisations/{id}";

    public static string Of(Step step) => step.ToString().ToLowerInvariant();

    public static string RecordFile(string file) => $"{Records}/{file}";

    /// <summary>A finding's key in an address: bars, which would have to be escaped, become dots.</summary>
    public static string Part(string findingKey) => findingKey.Replace('|', '.');

    public static string Finding(string findingKey) => $"findings/{Part(findingKey)}";

    public static string Of(CommentPlace place) => place.Row is { } row ? Of(row) : Of(place.Step);

    /// <summary>The address of a row's page. By default it has the name of the row's list in the dossier.</summary>
    public static string Of(RowPointer row) => row.Kind switch
    {
        nameof(ServiceDescription) => "service",
        nameof(ScreeningAnswer) => "screening",
        nameof(DataItem) => $"data/{row.Key}/items/{row.Id}",
        nameof(FindingDisposition) => Finding(row.Key!),
        nameof(PrincipleAnswer) => $"principles/{row.Key}",
        nameof(RightAnswer) => $"rights/{row.Key}",
        nameof(Choice) => $"choice/{row.Key}",
        nameof(Incident) => $"incidents/{row.Id}",
        _ when RowKinds.Find(row.Kind) is { } kind => $"{kind.List.ToLowerInvariant()}/{row.Id}",
        _ => throw new ArgumentOutOfRangeException(nameof(row), row.Kind, "No page is known for this kind of row."),
    };

    /// <summary>The page that a notice links to, without the city's base address.</summary>
    public static string Of(Notice notice) => notice.Kind switch
    {
        NoticeKind.Submitted or NoticeKind.ChangesRequested or NoticeKind.OpinionAsked or NoticeKind.OpinionGiven
            or NoticeKind.Approved or NoticeKind.ApprovedWithConditions or NoticeKind.Rejected or NoticeKind.Withdrawn
            or NoticeKind.Judged or NoticeKind.DueAgain => Assessment(notice.Reference!, "review"),
        NoticeKind.ConditionDue or NoticeKind.ConditionOverdue or NoticeKind.ConditionMet => Assessment(notice.Reference!, "review#conditions"),
        NoticeKind.IncidentRecorded => Assessment(notice.Reference!, $"incidents/{notice.SubjectId}"),
        NoticeKind.Commented or NoticeKind.Mentioned or NoticeKind.ThreadResolved => Assessment(notice.Reference!, $"comments/{notice.SubjectId}"),
        NoticeKind.Delegated or NoticeKind.DelegationEnded => Reviews,
        NoticeKind.EvidenceAsked or NoticeKind.EvidenceReminded or NoticeKind.EvidenceAnswered or NoticeKind.EvidenceRefused
            or NoticeKind.EvidenceWithdrawn or NoticeKind.EvidenceDue or NoticeKind.EvidenceLate => EvidenceRequest(notice.SubjectId),
        NoticeKind.DescriptionAsked or NoticeKind.DescriptionSubmitted or NoticeKind.DescriptionReturned or NoticeKind.DescriptionReminded or NoticeKind.DescriptionChanged or NoticeKind.DescriptionAccepted
            or NoticeKind.DescriptionWithdrawn or NoticeKind.DescriptionDue or NoticeKind.DescriptionLate => Description(notice.Reference!),
        NoticeKind.QuestionAsked or NoticeKind.QuestionDue or NoticeKind.QuestionLate => Question(notice.SubjectId),
        NoticeKind.MailWaits => NoticeSettings,
        NoticeKind.Invited or NoticeKind.PasswordForgotten => "/",
        NoticeKind.AddressToConfirm => MyAccount,
        NoticeKind.FactorReset or NoticeKind.FactorChanged => SecondFactor,
        NoticeKind.PersonToConfirm or NoticeKind.LeftWithWork => Account(notice.SubjectId),
        NoticeKind.HandedOver => notice.Reference is { } reference ? Assessment(reference) : "/",
        NoticeKind.AccessReviewDue => AccessReview,
        NoticeKind.RoleChanged => MyAccount,
        NoticeKind.SignInLinked => MyProviders,
        NoticeKind.AskedIn => Assessment(notice.Reference!),
        NoticeKind.PartEnded => "/",
        NoticeKind.Released => ReleasedVersion(notice.SubjectId),
        NoticeKind.ReleaseWithdrawn => Released,
        _ => throw new ArgumentOutOfRangeException(nameof(notice), notice.Kind, "No page is known for this kind of notice."),
    };
}
