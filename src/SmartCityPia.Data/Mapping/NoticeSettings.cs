using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Domain.Notices;

namespace SmartCityPia.Data.Mapping;

internal sealed class NoticeSettingsMapping : IEntityTypeConfiguration<NoticeSettings>
{
    public const string DigestHour = "ck_notice_settings_digest_hour";

    public void Configure(EntityTypeBuilder<NoticeSettings> builder)
    {
        builder.HasKey(s => s.PersonId);
        builder.Property(s => s.PersonId).ValueGeneratedNever();
        builder.HasOne<Account>().WithOne().HasForeignKey<NoticeSettings>(s => s.PersonId).OnDelete(DeleteBehavior.Cascade);
        builder.ToTable(t => t.HasCheckConstraint(DigestHour, "digest_hour between 0 and 23"));
    }
}
