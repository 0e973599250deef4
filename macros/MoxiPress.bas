Attribute VB_Name = "MoxiPress"
Option Explicit
Option Private Module
' 按下一个按钮：先看这台电脑办得了办不了，再交给 Python。出了差错用中文说明，不出现调试窗口。

Private busy As Boolean

Public Sub Press(ByVal action As String)
    Dim problem As String
    If busy Then Exit Sub
    busy = True
    On Error GoTo Failed
    problem = DeskProblem()
    If problem = "" Then
        Application.Cursor = xlWait
        Application.StatusBar = "正在办理，请稍候……"
        If RunPython("import pyxl.ribbon; pyxl.ribbon.press(""" & action & """)") = -1 Then
            problem = "这一步没有办完，是软件的差错，不是您操作有误。" & vbLf & _
                "请先不要重填，把刚才那个英文窗口拍照发给维护人员，再按“环境自检”。"
        End If
    End If
Finish:
    RestoreScreen
    busy = False
    If problem <> "" Then Tell problem
    Exit Sub
Failed:
    problem = "这一步没有办成：" & LastLine(Err.Description) & vbLf & _
        "请再按一次；还不行，请保存后关闭 Excel 重新打开，仍不行请把这句话告诉维护人员。"
    ForgetPython
    Resume Finish
End Sub

Public Sub ShowSheet(ByVal sheetName As String)
    On Error GoTo Failed
    ThisWorkbook.Worksheets(sheetName).Activate
    Exit Sub
Failed:
    Tell "没有找到工作表“" & sheetName & "”。" & vbLf & "可能已被改名或删除，请改回原名，或从备份里找回。"
End Sub

' WScript.Shell 的窗口能显示所有汉字；MsgBox 在非中文的 Windows 上只显示问号，所以只作后备。
Public Sub Tell(ByVal text As String)
    Dim heading As String
    heading = "换届选举"
    On Error GoTo Plain
    WScript().Popup text, 0, heading, vbExclamation + vbSystemModal
    Exit Sub
Plain:
    MsgBox text, vbExclamation, heading
End Sub

' Python 的报错有许多行，只有最后一行说的是原因。
Public Function LastLine(ByVal text As String) As String
    Dim lines As Variant, i As Long
    lines = Split(Replace(text, vbCr, vbLf), vbLf)
    For i = UBound(lines) To 0 Step -1
        If Trim$(lines(i)) <> "" Then
            LastLine = Trim$(lines(i))
            Exit Function
        End If
    Next i
End Function

Private Sub RestoreScreen()
    On Error Resume Next
    Application.Cursor = xlDefault
    Application.StatusBar = False
    Application.ScreenUpdating = True
End Sub
