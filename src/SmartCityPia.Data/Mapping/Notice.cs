using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Domain.Notices;

namespace SmartCityPia.Data.Mapping;

internal sealed class NoticeMapping : IEntityTypeConfiguration<Notice>
{
    public const string OncePerSubject = "ux_notices_once_per_subject";
    public const string Unread = "ix_notices_unread";

    public void Configure(EntityTypeBuilder<Notice> builder)
    {
        builder.Property(n => n.Id).ValueGeneratedNever();
        builder.HasOne<Account>().WithMany().HasForeignKey(n => n.PersonId).OnDelete(DeleteBehavior.Cascade);
        // For the list (newest first), the number in the page header, the outbox, and one reminder per subject.
        builder.HasIndex(n => new { n.PersonId, n.Id });
        builder.HasIndex(n => new { n.PersonId, n.Id }, "unread").HasDatabaseName(Unread).HasFilter("read_at is null");
        builder.HasIndex(n => n.MailDue).HasFilter("mailed_at is null and mail_due is not null");
        builder.HasIndex(n => new { n.SubjectId, n.Kind, n.PersonId }).IsUnique().HasDatabaseName(OncePerSubject)
            .HasFilter($"kind in ({string.Join(", ", Notice.OncePerSubject.Select(k => $"'{k}'"))})");
    }
}
