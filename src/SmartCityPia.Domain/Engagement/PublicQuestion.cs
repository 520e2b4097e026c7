using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using System.Text;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Reviews;

namespace SmartCityPia.Domain.Engagement;

/// <summary>What somebody says from a page of the register.</summary>
public enum QuestionKind { Question, Complaint, Correction, Opinion }

/// <summary>What became of it. Set aside: advertising or abuse, which is not answered.</summary>
public enum QuestionOutcome { Answered, TakenUp, PartlyTakenUp, NotTakenUp, SetAside }

public class PublicQuestionDetails
{
    public const int TextMaxLength = 4000;

    [Required]
    public QuestionKind? Kind { get; set; }

    [Required, MaxLength(TextMaxLength)]
    public string Text { get; set; } = "";

    /// <summary>Where the answer is told of; erased when that is done.</summary>
    [MaxLength(Limits.Name), MailAddress]
    public string? Mail { get; set => field = value is null ? null : MailAddresses.Trim(value); }

    /// <summary>Question and answer may stand in the register.</summary>
    public bool MayPublish { get; set; }
}

public class QuestionAnswerDetails
{
    [Required]
    public QuestionOutcome? Outcome { get; set; }

    [Required, MaxLength(PublicQuestionDetails.TextMaxLength)]
    public string Answer { get; set; } = "";

    /// <summary>What it changes in the service or its assessment.</summary>
    [MaxLength(Limits.Text)]
    public string? Effect { get; set; }

    /// <summary>Question and answer are published.</summary>
    public bool Publish { get; set; }

    /// <param name="agreed">Whether the person who asked agrees to be published.</param>
    public IEnumerable<FieldError> Check(bool agreed)
    {
        if (Outcome is QuestionOutcome.TakenUp or QuestionOutcome.PartlyTakenUp && string.IsNullOrWhiteSpace(Effect))
            yield return new(nameof(Effect), "EffectMissing");
        if (Publish && !agreed)
            yield return new(nameof(Publish), "NotAgreed");
        if (Publish && Outcome == QuestionOutcome.SetAside)
            yield return new(nameof(Publish), "SetAsideUnseen");
    }
}

/// <summary>
/// A question, complaint, correction or opinion from somebody without an account. It is found by a key that is stored nowhere: whoever
/// has the link reads how it stands.
/// </summary>
/// <remarks>The trail tells that it came and was answered; what it says and where the answer goes are not on it, since they go after a period.</remarks>
public sealed class PublicQuestion : IReviewRecord
{
    public const string KeyIsUnique = "ux_public_questions_key_sha256";
    public const string ReferenceIsUnique = "ux_public_questions_reference";
    public const int ReferenceMaxLength = 10;

    /// <summary>What the trail may keep for ever.</summary>
    public static readonly IReadOnlySet<string> OnTheTrail = new HashSet<string>(StringComparer.Ordinal) { nameof(Reference), nameof(Slug), nameof(Kind), nameof(DueOn), nameof(Outcome), nameof(AnsweredAt), nameof(PublishedAt) };

    public required Guid Id { get; init; }

    /// <summary>The assessment whose entry it is about.</summary>
    public required Guid OwnerId { get; init; }

    /// <summary>The service in the register, whatever entry of it was read.</summary>
    [MaxLength(Register.Publication.SlugMaxLength)]
    public required string Slug { get; init; }

    /// <summary>What the person names when they write or call; not a secret.</summary>
    [MaxLength(ReferenceMaxLength)]
    public required string Reference { get; init; }

    public required QuestionKind Kind { get; init; }

    [MaxLength(PublicQuestionDetails.TextMaxLength)]
    public required string Text { get; init; }

    [MaxLength(Limits.Name)]
    public string? Mail { get; private set; }

    public required bool MayPublish { get; init; }

    /// <summary>Of the key in the link; 32 bytes.</summary>
    [MaxLength(32)]
    public required byte[] KeySha256 { get; init; }

    /// <summary>Of the key in the mail, which is made when the mail is sent.</summary>
    [MaxLength(32)]
    public byte[]? MailedKeySha256 { get; set; }

    public required DateTimeOffset AskedAt { get; init; }

    /// <summary>A month later, as for requests of people about their data (GDPR 12(3)).</summary>
    public required DateOnly DueOn { get; init; }

    public QuestionOutcome? Outcome { get; private set; }

    [MaxLength(PublicQuestionDetails.TextMaxLength)]
    public string? Answer { get; private set; }

    [MaxLength(Limits.Text)]
    public string? Effect { get; private set; }

    public DateTimeOffset? AnsweredAt { get; private set; }

    public Guid? AnsweredById { get; private set; }

    [MaxLength(Limits.Name)]
    public string? AnsweredBy { get; private set; }

    public DateTimeOffset? PublishedAt { get; private set; }

    /// <summary>How often sending the mail has failed.</summary>
    public int MailAttempts { get; private set; }

    /// <summary>The earliest time of the next attempt; null while there is nothing to send.</summary>
    public DateTimeOffset? MailDue { get; private set; }

    public bool IsOpen => AnsweredAt is null;

    /// <param name="key">What the link carries.</param>
    public static PublicQuestion Of(PublicQuestionDetails details, Guid assessmentId, string slug, string key, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        OwnerId = assessmentId,
        Slug = slug,
        Reference = "Q-" + RandomNumberGenerator.GetString("23456789BCDFGHJKLMNPQRSTVWXYZ", ReferenceMaxLength - 2),
        Kind = details.Kind!.Value,
        Text = details.Text,
        Mail = string.IsNullOrEmpty(details.Mail) ? null : details.Mail,
        MayPublish = details.MayPublish,
        KeySha256 = HashOf(key),
        AskedAt = now,
        DueOn = now.Day().AddMonths(1),
    };

    public static byte[] HashOf(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    /// <summary>An answer is given once.</summary>
    public void Respond(QuestionAnswerDetails details, Actor actor)
    {
        if (!IsOpen)
            throw new InvalidOperationException($"Question {Id} is answered already.");
        (Outcome, Answer, Effect) = (details.Outcome, details.Answer, string.IsNullOrWhiteSpace(details.Effect) ? null : details.Effect);
        (AnsweredAt, AnsweredById, AnsweredBy) = (actor.At, actor.AccountId, actor.Name);
        PublishedAt = details.Publish && MayPublish ? actor.At : null;
        // Who sends advertising is told nothing.
        if (Outcome == QuestionOutcome.SetAside)
            Mail = null;
        MailDue = Mail is null ? null : actor.At;
    }

    /// <summary>Takes question and answer off the register; both stay where they are.</summary>
    public void Unpublish() => PublishedAt = null;

    /// <summary>The mail is sent or cannot be: the address is not needed any more.</summary>
    public void EraseMail() => (Mail, MailDue) = (null, null);

    public void PutOff(DateTimeOffset now) => MailDue = Retries.Next(++MailAttempts, now);
}
